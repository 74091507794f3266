//! The PAR Index over HTTP, for other software: dossiers are kept in memory, and on disk as
//! ordinary files; every question of the command has a path of its own and is answered as JSON,
//! page or paper.
//!
//! Without a token the service accepts requests from this machine only. The size of bodies, the
//! time and work of a request, and the number of connections are bounded ([`Limits`]). A failure is
//! reported as a problem by RFC 9457; it loses no stored data and does not stop the service.

mod asking;
mod limits;
mod listen;
mod openapi;
mod problem;
mod service;
mod shelf;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use tokio::net::TcpListener;

pub use limits::Limits;
use service::Service;
use shelf::Shelf;

/// The settings with which a service is started.
#[derive(Clone, Debug)]
pub struct Start {
    /// The address on which the service listens; port 0 selects any free port.
    pub address: SocketAddr,
    /// The folder that holds the dossiers; without one they are kept in memory only.
    pub root: Option<PathBuf>,
    /// The token that every request must carry.
    pub token: Option<String>,
    /// The page for browsers, which is served at `/`: a single file as built by `scripts/page`.
    pub page: Option<Vec<u8>>,
    /// The limits of the service.
    pub limits: Limits,
}

/// The description of the service as `OpenAPI` 3.1.
pub fn openapi() -> String {
    openapi::document().to_string()
}

/// Listens, passes the address to `tell`, and serves requests until `stop` completes.
///
/// # Errors
/// An error where other machines could send requests without a token, where the folder cannot be
/// read, or where the address is taken.
pub async fn serve(
    start: Start,
    tell: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    if !start.address.ip().is_loopback() && start.token.is_none() {
        let why = "an address that other machines reach needs --token-file";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let shelf = Shelf::open(start.root)?;
    let listener = TcpListener::bind(start.address).await?;
    tell(listener.local_addr()?);
    listen::listen(listener, Service::new(shelf, start.limits, start.token, start.page), stop)
        .await;
    Ok(())
}
