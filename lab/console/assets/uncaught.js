// What an operator sees of a console whose bundle does not fit its server.
throw new TypeError("Cannot read properties of undefined (reading 'fingerprint')");
