/** Encryption of what is written into histories. */
package io.breakwater.connection.codec;
