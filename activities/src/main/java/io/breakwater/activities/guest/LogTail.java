package io.breakwater.activities.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The end of a log, fit for an error message: short, printable, without secrets. */
public final class LogTail {
  private static final int BYTES = 8192;
  private static final int LINE = 200;
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)((?:password|passwd|secret|token|api[_-]?key|signature|credential)\\w*\\W{0,3}[=: ]\\s*)\\S+");
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]+@");

  private LogTail() {}

  /** The last lines, or a word on why there are none. */
  static String of(Path log, int lines) {
    String text;
    try {
      text = end(log);
    } catch (IOException e) {
      return "no log at " + log;
    }
    return ofText(text, lines).orElse(log + " is empty");
  }

  /** The last lines of what a program said; empty when it said nothing. */
  public static Optional<String> ofText(String text, int lines) {
    List<String> all = Arrays.stream(text.split("\\R")).filter(line -> !line.isBlank()).toList();
    List<String> last = all.subList(Math.max(0, all.size() - lines), all.size());
    return last.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(" | ", last.stream().map(LogTail::sanitised).toList()));
  }

  private static String sanitised(String line) {
    String printable = line.strip().replaceAll("\\p{Cntrl}+", " ");
    String masked = SECRET.matcher(printable).replaceAll("$1***");
    masked = USER_INFO.matcher(masked).replaceAll("://***@");
    return masked.length() <= LINE ? masked : masked.substring(0, LINE) + "…";
  }

  private static String end(Path log) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      long size = channel.size();
      channel.position(Math.max(0, size - BYTES));
      ByteBuffer buffer = ByteBuffer.allocate(BYTES);
      int read;
      do {
        read = channel.read(buffer);
      } while (read >= 0 && buffer.hasRemaining());
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
  }
}
