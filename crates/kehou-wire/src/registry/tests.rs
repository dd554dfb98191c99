mod history;
mod pupils;
mod round_trips;
mod schools;
mod waivers;
