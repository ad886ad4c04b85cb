package io.breakwater.e2e.gui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine's own browser; nothing is downloaded. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** In milliseconds, of every assertion on a page: the machine may be busy with other worlds. */
  private static final double PATIENCE = 90_000;

  private static final List<String> QUIETLY =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(QUIETLY));
  }

  /** Skips the tests, and says why, where there is no browser; in CI that is a failure. */
  static Chromium start() {
    Optional<Path> found = find();
    String missing =
        "the tests of the GUI need a Chromium, and none was found on the PATH:"
            + " .ci/chromium installs one, BREAKWATER_CHROMIUM names another";
    if (System.getenv("CI") != null) {
      assertThat(found).as(missing).isPresent();
    }
    assumeTrue(found.isPresent(), "skipped: " + missing);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    return new Chromium(found.get());
  }

  private static Optional<Path> find() {
    String named = System.getenv("BREAKWATER_CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
