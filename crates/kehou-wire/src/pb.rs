//! The generated code of `proto/kehou`, by context.
//!
//! Each module holds the messages of one context together with its client and server.
#![allow(
    missing_docs,
    unreachable_pub,
    rustdoc::broken_intra_doc_links,
    clippy::all,
    clippy::too_many_lines,
    reason = "generated"
)]

// The nesting mirrors the protobuf packages, since generated code refers to them by `super`.
mod google {
    pub mod r#type {
        tonic::include_proto!("google.r#type");
    }
}
mod kehou {
    pub mod admin {
        pub mod v1 {
            tonic::include_proto!("kehou.admin.v1");
        }
    }
    pub mod attendance {
        pub mod v1 {
            tonic::include_proto!("kehou.attendance.v1");
        }
    }
    pub mod audit {
        pub mod v1 {
            tonic::include_proto!("kehou.audit.v1");
        }
    }
    pub mod fee {
        pub mod v1 {
            tonic::include_proto!("kehou.fee.v1");
        }
    }
    pub mod inspection {
        pub mod v1 {
            tonic::include_proto!("kehou.inspection.v1");
        }
    }
    pub mod policy {
        pub mod v1 {
            tonic::include_proto!("kehou.policy.v1");
        }
    }
    pub mod registry {
        pub mod v1 {
            tonic::include_proto!("kehou.registry.v1");
        }
    }
}

pub use google::r#type::Date;
pub use kehou::{
    admin::v1 as admin, attendance::v1 as attendance, audit::v1 as audit, fee::v1 as fee,
    inspection::v1 as inspection, policy::v1 as policy, registry::v1 as registry,
};

/// Every file of the interface, encoded as a `google.protobuf.FileDescriptorSet` with comments.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptor.bin"));
