//! A port of this machine that no other machine reaches.

use std::io::{Error, ErrorKind, Result};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// Listens at a port of 127.0.0.1 and of ::1, where the machine has that; 0
/// takes a free one.
///
/// # Errors
/// What the system says; `AddrInUse` where either is taken.
pub fn listen(port: u16) -> Result<Vec<TcpListener>> {
    let first = bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let port = first.local_addr()?.port();
    match bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))) {
        Ok(second) => Ok(vec![first, second]),
        // Browsers may ask there first: another program must not answer.
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(error),
        Err(_) => Ok(vec![first]),
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Listens at the first free port of some.
///
/// # Errors
/// As [`listen`], where none is free.
pub fn listen_at_one_of(ports: impl Iterator<Item = u16>) -> Result<Vec<TcpListener>> {
    let mut last = Error::from(ErrorKind::AddrInUse);
    for port in ports {
        match listen(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => last = error,
            listening => return listening,
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_taken_once() {
        let first = listen(0).unwrap();
        let address = first[0].local_addr().unwrap();
        assert!(address.ip().is_loopback());
        assert_eq!(listen(address.port()).unwrap_err().kind(), ErrorKind::AddrInUse);
        let second = listen_at_one_of([address.port(), 0].into_iter()).unwrap();
        assert_ne!(second[0].local_addr().unwrap().port(), address.port());
    }
}
