package io.breakwater.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.distribution.Installation.Ended;
import io.breakwater.e2e.distribution.TestAuthority.Signed;
import io.breakwater.e2e.docs.Guide.Example;
import io.breakwater.e2e.docs.Walk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Temporal that asks who comes: by certificate, by API key, or by both. */
class GuardedTemporalTest {
  private static final String KEY = "a-key-that-temporal-knows";
  private static final String CONTEXT = "ctx-pgtest2-20251001-090000";

  @TempDir static Path folder;
  @TempDir static Path papers;

  private static InstalledSite site;
  private static TestAuthority authority;
  private static Signed worker;
  private static TemporalGate both;
  private static TemporalGate byKey;

  @BeforeAll
  static void start() throws Exception {
    assumeThat(Installation.archives())
        .as("docker/target has the archive: ./mvnw -pl docker -am package")
        .isNotEmpty();
    site = InstalledSite.in(folder, "codec.keys = \"%s/etc/codec-keys\"".formatted(folder));
    Files.createDirectory(folder.resolve("etc"));
    assertThat(site.shell(command("umask"))).isEmpty();
    authority = TestAuthority.in(papers.resolve("ours"));
    worker = authority.sign("worker");
    Signed server = authority.sign("localhost");
    String address = site.temporal().address();
    both = new TemporalGate(address, server, Optional.of(authority), Optional.of(KEY));
    byKey = new TemporalGate(address, server, Optional.empty(), Optional.of(KEY));
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      both.close();
      byKey.close();
      site.close();
    }
  }

  @Test
  void failsOverWithTheProfileThatTheCliReads() throws Exception {
    int refusedBefore = both.refused();
    site.temporalProfile(profile(both, KEY, tls(authority, worker)));
    for (Example example : examples(Walk.CONFIGURATION).toList()) {
      follow(example.command());
    }
    site.temporalProfile(
        profile(both, KEY, tls(authority, worker)).replace("\"default\"", "\"breakwater\""));

    assertThat(check("worker").code()).isZero();
    site.installed().start("breakwater-worker ready", "worker");
    site.installed().start("listening on", "gateway");
    site.failOverAndCleanUp();

    String show = command("workflow show").replace("<context id>", CONTEXT);
    assertThat(site.shell(show)).contains("pgtest2 is ready for failover");
    assertThat(site.shell(show.replaceFirst(" --codec.*", "")))
        .contains("WorkflowExecutionCompleted")
        .doesNotContain("is ready");
    assertThat(both.passed())
        .contains(
            "temporal.api.workflowservice.v1.WorkflowService/PollWorkflowTaskQueue",
            "temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution",
            "temporal.api.workflowservice.v1.WorkflowService/GetWorkflowExecutionHistory");
    assertThat(both.refused()).isEqualTo(refusedBefore);
  }

  /** A profile, and what is said of it. */
  record Tried(String what, String profile, String said) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Tried> profiles() {
    String good = profile(both, KEY, tls(authority, worker));
    String keyOnly = profile(byKey, KEY, tls(authority, null));
    String otherName = good.replace("localhost", "127.0.0.1");
    return List.of(
        new Tried("key", keyOnly, "ok      Temporal"),
        new Tried("name", otherName + "server_name = \"localhost\"\n", "ok      Temporal"),
        new Tried(
            "no certificate",
            profile(both, KEY, tls(authority, null)),
            "-> it asks for a client's certificate: set tls.client_cert_path"),
        new Tried(
            "certificate of others",
            profile(both, KEY, tls(authority, foreign())),
            "-> it does not take the client's certificate: see tls.client_cert_path"),
        new Tried(
            "server of others",
            profile(both, KEY, tls(null, worker)),
            "-> its certificate is not trusted: set tls.server_ca_cert_path"),
        new Tried(
            "key alone has TLS", profile(byKey, KEY, ""), "-> its certificate is not trusted"),
        new Tried("other name", otherName, "-> its certificate is for another name"),
        new Tried("no TLS", profile(both, null, ""), "add [profile.default.tls] in temporal.toml"),
        new Tried(
            "wrong key",
            profile(byKey, "another", tls(authority, null)),
            "-> it does not take these credentials: set api_key"),
        new Tried(
            "no key",
            profile(both, null, tls(authority, worker)),
            "-> it does not take these credentials: set api_key"),
        new Tried("no file", good.replace("worker.key", "none.key"), "none.key"),
        new Tried("no TOML", "address = localhost", "conf/temporal.toml: "),
        new Tried(
            "no namespace",
            keyOnly.replace("\"default\"", "\"nowhere\""),
            "-> set namespace in temporal.toml, or TEMPORAL_NAMESPACE"));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void saysWhatIsWrongWithTheProfileAndWhatToDo(Tried tried) throws Exception {
    site.temporalProfile(tried.profile);

    String output = check("gateway").output();

    assertThat(output).contains(tried.said).doesNotContain(KEY);
  }

  /** Of docs/security.md. */
  private static String command(String part) {
    return examples(Walk.SECURITY)
        .map(Example::command)
        .filter(command -> command.contains(part))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Example> examples(Walk walk) {
    return walk.sections().stream().flatMap(section -> section.examples().stream());
  }

  /** The server knows a new namespace everywhere only some seconds later. */
  private static void follow(String command) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(site.shell(command)).as(command).doesNotContain("Error"));
  }

  private static Ended check(String process) throws Exception {
    return site.installed().run("breakwater", process, "--check-config");
  }

  private static Signed foreign() {
    return TestAuthority.in(papers.resolve("theirs")).sign("worker");
  }

  private static String profile(TemporalGate gate, String key, String tls) {
    return "address = \"%s\"\nnamespace = \"default\"\n".formatted(gate.address())
        + (key == null ? "" : "api_key = \"" + key + "\"\n")
        + tls;
  }

  private static String tls(TestAuthority trusted, Signed own) {
    String section = "[profile.default.tls]\n";
    if (trusted != null) {
      section += "server_ca_cert_path = \"%s\"\n".formatted(trusted.certificate());
    }
    if (own != null) {
      section += "client_cert_path = \"%s\"\n".formatted(own.certificate());
      section += "client_key_path = \"%s\"\n".formatted(own.key());
    }
    return section;
  }
}
