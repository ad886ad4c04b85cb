package io.breakwater.e2e.docs;

import io.breakwater.e2e.docs.Guide.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which test runs the commands of a document, all of them or those of some sections. */
public final class Walk {
  public static final Walk README = new Walk("ByExampleTest", "README.md");
  public static final Walk REST = new Walk("ByExampleTest", "docs/rest.md");
  public static final Walk OPERATING = new Walk("OperatingTest", "docs/operating.md");
  public static final Walk UPGRADE = new Walk("PinnedTest", "docs/operating.md").only("Upgrade");
  public static final Walk SECURITY = new Walk("GuardedTemporalTest", "docs/security.md");

  public static final Walk CONFIGURATION = new Walk("GuardedTemporalTest", "docs/configuration.md");
  public static final Walk INSTALLING =
      new Walk("InstallingGuideTest", "docs/installing.md").only("What it needs");

  private final String test;
  private final String document;
  private final List<String> only = new ArrayList<>();
  private final List<String> without = new ArrayList<>();

  static {
    OPERATING.without("Upgrade");
  }

  private Walk(String test, String document) {
    this.test = test;
    this.document = document;
  }

  private Walk only(String title) {
    only.add(title);
    return this;
  }

  private void without(String title) {
    without.add(title);
  }

  static List<Walk> all() {
    return List.of(README, REST, OPERATING, UPGRADE, SECURITY, CONFIGURATION, INSTALLING);
  }

  /** The simple name of the test's class. */
  String test() {
    return test;
  }

  /** From the project's folder. */
  String document() {
    return document;
  }

  /** What the test has to run, in the order of the document. */
  public List<Section> sections() {
    return Guide.read(Path.of("..").resolve(document)).sections().stream()
        .filter(section -> only.isEmpty() || only.contains(section.title()))
        .filter(section -> !without.contains(section.title()))
        .toList();
  }
}
