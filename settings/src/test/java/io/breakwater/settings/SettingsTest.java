package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path directory;

  @Test
  void takesDefaultsWhereNothingIsSaid() {
    Settings settings = Settings.read(Part.WORKER, Optional.empty(), Map.of());

    assertThat(settings.get(SystemSettings.DB_POOL)).isEqualTo(10);
    assertThat(settings.find(SystemSettings.DB_PASSWORD)).isEmpty();
    settings.refuseMistakes();
  }

  @Test
  void readsNumbersDurationsAndListsFromTheFile() throws IOException {
    Settings settings =
        worker(
            """
            installation = "north"
            injector = ["/opt/inject", "--now"]
            budget_factor = 2
            [db]
            pool = 4
            [lease]
            ttl = "PT2M"
            """);

    settings.refuseMistakes();
    assertThat(settings.find(WorkerSettings.INSTALLATION)).contains("north");
    assertThat(settings.get(WorkerSettings.INJECTOR)).containsExactly("/opt/inject", "--now");
    assertThat(settings.get(WorkerSettings.BUDGET_FACTOR)).isEqualTo(2.0);
    assertThat(settings.get(SystemSettings.DB_POOL)).isEqualTo(4);
    assertThat(settings.get(WorkerSettings.LEASE_TTL)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void letsTheEnvironmentGoBeforeTheFile() throws IOException {
    Settings settings =
        Settings.read(
            Part.WORKER,
            file("db.pool = 4\ndb.user = \"file\"\n"),
            Map.of("BREAKWATER_DB_POOL", "7", "BREAKWATER_DB_USER", " "));

    assertThat(settings.get(SystemSettings.DB_POOL)).isEqualTo(7);
    assertThat(settings.get(SystemSettings.DB_USER))
        .as("an empty variable is none")
        .isEqualTo("file");
  }

  @Test
  void listsEveryMistakeAtOnce() throws IOException {
    Settings settings =
        Settings.read(
            Part.WORKER,
            file("db.pool = 0\ndb.passwrd = \"x\"\nheartbeat = \"30s\"\n"),
            Map.of("BREAKWATER_DEAMON_URL", "http://d", "BREAKWATER_VMA_URL", "vma:9081"));

    assertThatThrownBy(settings::refuseMistakes)
        .hasMessageContaining("5 mistakes in the configuration:")
        .hasMessageContaining("db.pool in " + directory)
        .hasMessageContaining("must be a number from 1 to 1000, not \"0\"")
        .hasMessageContaining("db.passwrd in " + directory)
        .hasMessageContaining("is no setting: db.password is")
        .hasMessageContaining("must be a duration such as PT30S, not \"30s\"")
        .hasMessageContaining("BREAKWATER_DEAMON_URL is no setting: BREAKWATER_DAEMON_URL is")
        .hasMessageContaining("BREAKWATER_VMA_URL must be an address such as");
  }

  @Test
  void readsSecretsFromFilesOfTheirOwn() throws IOException {
    Path secret = Files.writeString(directory.resolve("password"), "s3cret\n");

    Settings byVariable =
        Settings.read(
            Part.GATEWAY,
            file("db.password = \"other\""),
            Map.of("BREAKWATER_DB_PASSWORD_FILE", secret.toString()));
    Settings byFile =
        Settings.read(Part.GATEWAY, file("db.password_file = \"" + secret + "\""), Map.of());

    assertThat(byVariable.find(SystemSettings.DB_PASSWORD)).contains("s3cret");
    assertThat(byFile.find(SystemSettings.DB_PASSWORD)).contains("s3cret");
    assertThat(byFile.toString()).doesNotContain("s3cret");
  }

  @Test
  void refusesASecretThatIsGivenTwiceOrWhoseFileIsAway() throws IOException {
    Settings twice = worker("db.password = \"one\"\ndb.password_file = \"/nowhere\"\n");
    Settings away = worker("oma.token_file = \"/nowhere\"\n");

    assertThatThrownBy(twice::refuseMistakes).hasMessageContaining("set one of them");
    assertThatThrownBy(away::refuseMistakes)
        .hasMessageContaining("names /nowhere, which is not there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          db.password = "hush           | line 1
          [db] password = "hush"        | line 1
          db.password = ["hush"]        | must be a text, in quotes
          db.passwort = "hush"          | db.password is
          """)
  void neverShowsWhatMayBeASecret(String line, String said) throws IOException {
    Settings settings = worker(line);

    assertThatThrownBy(settings::refuseMistakes)
        .hasMessageContaining(said)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
  }

  @Test
  void leavesToTheGatewayWhatIsTheGateways() throws IOException {
    String both = "gateway.port = \"eighty\"\n";

    worker(both).refuseMistakes();

    Settings gateway = Settings.read(Part.GATEWAY, file(both), Map.of());
    assertThatThrownBy(gateway::refuseMistakes).hasMessageContaining("gateway.port");
  }

  @Test
  void saysThatAFileIsAway() {
    Settings settings =
        Settings.read(Part.WORKER, Optional.of(directory.resolve("none.toml")), Map.of());

    assertThatThrownBy(settings::refuseMistakes).hasMessageContaining("none.toml is not there");
  }

  @Test
  void hasNoVariableTwice() {
    List<String> variables = Catalogue.all().stream().map(Setting::variable).toList();

    assertThat(variables).doesNotHaveDuplicates().hasSizeGreaterThan(60);
  }

  private Settings worker(String toml) throws IOException {
    return Settings.read(Part.WORKER, file(toml), Map.of());
  }

  private Optional<Path> file(String toml) throws IOException {
    return Optional.of(Files.writeString(directory.resolve("breakwater.toml"), toml));
  }
}
