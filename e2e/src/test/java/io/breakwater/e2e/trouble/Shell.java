package io.breakwater.e2e.trouble;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal of a person who operates a world: its Temporal CLI, and curl to its gateway. */
final class Shell {
  private static final String GATEWAY = "http://127.0.0.1:8082";
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

  private final World world;
  private final Path home;
  private final String gateway;

  Shell(World world, JavaProcess gateway) {
    this(world, addressOf(gateway));
    // Off a terminal curl reports its progress, which nobody sees on one.
    write(home.resolve(".curlrc"), "silent\n");
    // Where "up" keeps the token that the documents' commands send.
    Path kept = home.resolve(".breakwater");
    kept.toFile().mkdirs();
    write(kept.resolve("auth"), "Authorization: Bearer " + world.gatewayAccess().admin() + "\n");
    link(kept.resolve("tokens"), world.gatewayAccess().tokens());
  }

  /** Of somebody who uses the CLI alone. */
  Shell(World world) {
    this(world, GATEWAY);
  }

  private Shell(World world, String gateway) {
    this.world = world;
    this.home = world.options().directory();
    this.gateway = gateway;
  }

  private static void link(Path link, Path file) {
    try {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, file);
    } catch (IOException e) {
      throw new UncheckedIOException("link " + link + " to " + file, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file, e);
    }
  }

  private static String addressOf(JavaProcess gateway) {
    try {
      Matcher said = LISTENING.matcher(Files.readString(gateway.log()));
      if (!said.find()) {
        throw new IllegalStateException(gateway.log() + " does not say where the gateway listens");
      }
      return said.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + gateway.log(), e);
    }
  }

  /** Runs a command line; returns all it printed, on stderr too. */
  String run(String command) {
    Path programs = world.temporal().program().path().getParent();
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command.replace(GATEWAY, gateway)).redirectErrorStream(true);
    shell
        .directory(home.toFile())
        .environment()
        .putAll(
            Map.of(
                "PATH", programs + ":" + System.getenv("PATH"),
                "HOME", home.toString(),
                "TEMPORAL_ADDRESS", world.temporal().address(),
                "TEMPORAL_NAMESPACE", world.temporal().namespace(),
                "TEMPORAL_TLS", "false"));
    try {
      Process process = shell.start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("run " + command, e);
    }
  }
}
