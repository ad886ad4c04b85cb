package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * One class of the product with a change in its source, such as a safeguard taken out, compiled
 * here for one worker of one test. The product itself has no switch for that.
 */
public final class BrokenBuild {
  private BrokenBuild() {}

  /**
   * Gives the directory to put before the product's own classes.
   *
   * @param source below the project's directory
   * @param sound the text that makes it safe, exactly once in the source
   */
  public static Path of(String name, String source, String sound, String broken) {
    Path file = Path.of("..").resolve(source);
    Path directory = Path.of("target", "broken", name).toAbsolutePath();
    try {
      String text = Files.readString(file);
      assertThat(text).as("%s holds it exactly once", source).containsOnlyOnce(sound);
      Path patched = directory.resolve("source").resolve(file.getFileName());
      Files.createDirectories(patched.getParent());
      Files.writeString(patched, text.replace(sound, broken));
      compile(patched, Files.createDirectories(directory.resolve("classes")));
      return directory.resolve("classes");
    } catch (IOException e) {
      throw new UncheckedIOException("break " + source, e);
    }
  }

  private static void compile(Path source, Path classes) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        List.of(
            "-nowarn",
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            source.toString());
    int end = compiler.run(null, null, null, arguments.toArray(String[]::new));
    assertThat(end).as("javac %s", source).isZero();
  }
}
