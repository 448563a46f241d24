//! A service and its customers on a desk: what is sent arrives, what is answered is reported.

mod afternoon;
mod people;
mod reports;
mod service;
mod versions;
