//! For commands to a runner of GitHub Actions, escaped as it unescapes them.

/// A command's message.
pub fn command_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A command's property.
pub fn command_property(text: &str) -> String {
    command_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{command_data, command_property};

    #[test]
    fn commands_are_escaped() {
        assert_eq!(command_data("5 %\r\n::x"), "5 %25%0D%0A::x");
        assert_eq!(command_property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
