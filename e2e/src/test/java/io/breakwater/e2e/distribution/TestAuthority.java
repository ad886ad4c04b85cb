package io.breakwater.e2e.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;

/** An authority for certificates that nobody else knows, and what it signs, as PEM files. */
final class TestAuthority {
  private final Path folder;
  private final HeldCertificate own;

  private TestAuthority(Path folder) {
    this.folder = folder;
    this.own = new HeldCertificate.Builder().certificateAuthority(0).commonName("ca").build();
    write("ca.pem", own.certificatePem());
  }

  static TestAuthority in(Path folder) {
    try {
      return new TestAuthority(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("make " + folder, e);
    }
  }

  /** What a client trusts. */
  Path certificate() {
    return folder.resolve("ca.pem");
  }

  /** Signs one for a client, or for a server of that host. */
  Signed sign(String name) {
    HeldCertificate signed =
        new HeldCertificate.Builder()
            .signedBy(own)
            .commonName(name)
            .addSubjectAlternativeName(name)
            .build();
    return new Signed(
        write(name + ".pem", signed.certificatePem()),
        write(name + ".key", signed.privateKeyPkcs8Pem()));
  }

  private Path write(String file, String pem) {
    try {
      return Files.writeString(folder.resolve(file), pem);
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  record Signed(Path certificate, Path key) {}
}
