package io.breakwater.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a value is written.
 *
 * @param name what it has to be, as the end of "must be ..."
 * @param separator what stands between the parts of a list; empty where it is no list
 * @param reader throws {@link IllegalArgumentException} when it cannot read a text
 * @param <T> what it is read as
 */
public record Form<T>(String name, String separator, Function<String, T> reader) {
  private static final int PORTS = 65535;

  public static final Form<String> TEXT = of("a text", text -> text);
  public static final Form<Path> PATH = of("a path", Path::of);
  public static final Form<URI> URL = of("an address such as http://127.0.0.1:8090", Form::url);
  public static final Form<Duration> DURATION = of("a duration such as PT30S", Form::duration);

  /** At least a day, so that nobody deletes by a slip what is being looked at. */
  public static final Form<Duration> RETENTION =
      of("a duration of at least a day, such as P365D", Form::days);

  public static final Form<Double> FACTOR = of("a number such as 1.5, above 0", Form::factor);
  public static final Form<Boolean> FLAG = of("true or false", Form::flag);
  public static final Form<InetSocketAddress> ADDRESS =
      of("host:port such as 127.0.0.1:9464", Form::address);

  public static final Form<String> NAME = of("a name of letters, digits, _ and -", Form::name);

  /** A command line without quoting. */
  public static final Form<List<String>> WORDS =
      new Form<>("a command line", " ", text -> split(text, "\\s+"));

  public static final Form<List<String>> LIST =
      new Form<>("a list with commas", ",", text -> split(text, ","));

  private static <T> Form<T> of(String name, Function<String, T> reader) {
    return new Form<>(name, "", reader);
  }

  /** A whole number between these two, both included. */
  public static Form<Integer> number(int least, int most) {
    return of(
        "a number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          require(number >= least && number <= most);
          return number;
        });
  }

  /** A port of this host; 0 for any free one. */
  public static Form<Integer> port() {
    return number(0, PORTS);
  }

  private static List<String> split(String text, String separator) {
    return Stream.of(text.split(separator)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static URI url(String text) {
    URI uri = URI.create(text.replaceAll("/+$", ""));
    require(List.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null);
    return uri;
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      require(!duration.isNegative());
      return duration;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Duration days(String text) {
    Duration duration = duration(text);
    require(duration.compareTo(Duration.ofDays(1)) >= 0);
    return duration;
  }

  private static double factor(String text) {
    double factor = Double.parseDouble(text);
    require(factor > 0 && Double.isFinite(factor));
    return factor;
  }

  private static String name(String text) {
    require(text.matches("[A-Za-z0-9_-]{1,64}"));
    return text;
  }

  private static boolean flag(String text) {
    require(List.of("true", "false").contains(text));
    return text.equals("true");
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    require(colon > 0);
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private static void require(boolean fine) {
    if (!fine) {
      throw new IllegalArgumentException("out of range");
    }
  }
}
