package io.breakwater.gateway.gui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the pages on the class path: ours, and lit-html's from its webjar under {@code
 * vendor/lit-html/}. Thread-safe.
 */
final class GuiFiles {
  private static final String OURS = "/gui/";
  private static final String VENDOR = "vendor/lit-html/";
  private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/lit-html/pom.properties";

  /** Names without a way out of their folder, such as {@code pages/vms.js}. */
  private static final Pattern PLAIN = Pattern.compile("([a-z0-9-]+/)*[a-z0-9-]+\\.[a-z]+");

  private final String webjar = "/META-INF/resources/webjars/lit-html/" + version() + "/";
  private final Map<String, GuiFile> read = new ConcurrentHashMap<>();

  /** Empty for anything that is not one of the files. */
  Optional<GuiFile> find(String path) {
    if (!PLAIN.matcher(path).matches() || !GuiFile.isKnownType(path)) {
      return Optional.empty();
    }
    return Optional.ofNullable(read.computeIfAbsent(path, this::read));
  }

  private GuiFile read(String path) {
    String resource =
        path.startsWith(VENDOR) ? webjar + path.substring(VENDOR.length()) : OURS + path;
    try (InputStream file = GuiFiles.class.getResourceAsStream(resource)) {
      return file == null ? null : new GuiFile(path, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("read " + resource + " from the class path", e);
    }
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = GuiFiles.class.getResourceAsStream(WEBJAR)) {
      if (file == null) {
        throw new IllegalStateException("lit-html's webjar is not on the class path: " + WEBJAR);
      }
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + WEBJAR + " from the class path", e);
    }
    return properties.getProperty("version");
  }
}
