package io.breakwater.e2e.world;

import io.breakwater.gateway.security.Role;
import io.breakwater.gateway.security.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How programs and people reach the gateway of a world: a token for each role, made once and kept
 * in the world's directory.
 *
 * @param tokens the gateway's token file
 * @param header a file that {@code curl -H @<file>} reads the administrator's token from
 */
public record GatewayAccess(
    Path tokens, Path header, String admin, String operator, String viewer) {
  /** Those of this directory. */
  static GatewayAccess in(Path directory) {
    try {
      Files.createDirectories(directory);
      String admin = kept(directory.resolve("token-admin"));
      String operator = kept(directory.resolve("token-operator"));
      String viewer = kept(directory.resolve("token-viewer"));
      Path tokens = directory.resolve("tokens");
      Files.writeString(
          tokens,
          String.join(
              "\n",
              Secrets.line("admin", Role.ADMIN, admin),
              Secrets.line("operator", Role.OPERATOR, operator),
              Secrets.line("viewer", Role.VIEWER, viewer),
              ""));
      Path header = directory.resolve("auth");
      secretly(header, "Authorization: Bearer " + admin + "\n");
      return new GatewayAccess(tokens, header, admin, operator, viewer);
    } catch (IOException e) {
      throw new UncheckedIOException("write the gateway's tokens into " + directory, e);
    }
  }

  private static String kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      secretly(file, Secrets.make() + "\n");
    }
    return Files.readString(file).strip();
  }

  private static void secretly(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }
}
