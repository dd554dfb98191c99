//! Reflection, v1 and v1alpha: clients learn the interface from the service itself.

use tonic::service::RoutesBuilder;
use tonic_reflection::server::{Builder, Error};

/// Adds both versions of reflection. They list the `served` services only, and know the messages
/// of health and of error details too, so that clients can show them.
pub(crate) fn add(routes: &mut RoutesBuilder, served: &[&str]) -> Result<(), Error> {
    routes.add_service(builder(served).build_v1()?);
    routes.add_service(builder(served).build_v1alpha()?);
    Ok(())
}

fn builder<'a>(served: &[&str]) -> Builder<'a> {
    let descriptors = [
        kehou_wire::pb::DESCRIPTORS,
        tonic_health::pb::FILE_DESCRIPTOR_SET,
        tonic_types::pb::FILE_DESCRIPTOR_SET,
    ];
    let with_descriptors = descriptors.into_iter().fold(Builder::configure(), |builder, set| {
        builder.register_encoded_file_descriptor_set(set)
    });
    let own = ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"];
    served
        .iter()
        .chain(&own)
        .fold(with_descriptors, |builder, name| builder.with_service_name(*name))
}
