package io.breakwater.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** Where the systems around Breakwater are. */
public final class SystemSettings {
  private static final Table BOTH = new Table(Part.WORKER, Part.GATEWAY);
  private static final Table WORKER = new Table(Part.WORKER);
  private static final Table LAUNCHER = new Table(Part.LAUNCHER);

  public static final Setting<String> DB_URL =
      BOTH.add(
          "db.url",
          Form.TEXT,
          "jdbc:mysql://127.0.0.1:3306/migratekit_oma",
          "the appliance's database");
  public static final Setting<String> DB_USER =
      BOTH.add("db.user", Form.TEXT, "oma_user", "its account");
  public static final Setting<String> DB_PASSWORD =
      BOTH.secret("db.password", null, "the account's password");
  public static final Setting<Integer> DB_POOL =
      BOTH.add("db.pool", Form.number(1, 1000), "10", "most connections at a time");
  public static final Setting<String> OMA_TOKEN =
      BOTH.secret("oma.token", null, "what the old appliance's API knows us by");
  public static final Setting<Path> CODEC_KEYS =
      BOTH.add(
          "codec.keys",
          Form.PATH,
          null,
          "encrypts what is written into Temporal's histories: a key a line, `<id> <base64 of 32"
              + " bytes>`; the first encrypts, all decrypt");
  public static final Setting<URI> TRACES =
      BOTH.add(
          "traces.endpoint",
          Form.URL,
          null,
          "sends traces by OTLP over HTTP to this collector, such as `http://127.0.0.1:4318`;"
              + " nowhere unless set");

  public static final Setting<URI> CLOUDSTACK_URL =
      WORKER.add(
          "cloudstack.url",
          Form.URL,
          null,
          "CloudStack's API, such as `https://cloud.example:8443/client/api`, instead of the one in"
              + " `ossea_configs`; all three or none");
  public static final Setting<String> CLOUDSTACK_API_KEY =
      WORKER.secret("cloudstack.api_key", null, "its API key");
  public static final Setting<String> CLOUDSTACK_SECRET_KEY =
      WORKER.secret("cloudstack.secret_key", null, "its secret key");
  public static final Setting<URI> DAEMON_URL =
      WORKER.add("daemon.url", Form.URL, "http://localhost:8090", "the Volume Daemon");
  public static final Setting<URI> VMA_URL =
      WORKER.add(
          "vma.url", Form.URL, "http://localhost:9081", "the VMA, through the appliance's tunnel");
  public static final Setting<URI> OMA_URL =
      WORKER.add(
          "oma.url",
          Form.URL,
          "http://localhost:8082",
          "the old appliance's API, for the final sync");
  public static final Setting<String> CREDENTIAL_KEY =
      WORKER.secret(
          "credential_key",
          null,
          "the key of the stored vCenter logins, base64 of 32 bytes; without it"
              + " `MIGRATEKIT_CRED_ENCRYPTION_KEY` of the environment counts");
  public static final Setting<InetSocketAddress> METRICS =
      WORKER.add(
          "metrics",
          Form.ADDRESS,
          null,
          "where the worker serves `/metrics` for Prometheus and `/health`; nowhere unless set");

  public static final Setting<Path> CONFIG =
      LAUNCHER.add(
          "config",
          Form.PATH,
          null,
          "the file that `--config` would name; only in the environment, for worker and gateway");
  public static final Setting<Path> CACHE =
      LAUNCHER.add("cache", Form.PATH, null, "where the Temporal CLI and MariaDB are kept");
  public static final Setting<String> JAVA_OPTS =
      LAUNCHER.add("java_opts", Form.TEXT, null, "more options for its JVM");
  public static final Setting<Path> TEMPORAL_CLI =
      LAUNCHER.add(
          "temporal_cli", Form.PATH, null, "a Temporal CLI to use instead of a fetched one");
  public static final Setting<Path> CHROMIUM =
      LAUNCHER.add("chromium", Form.PATH, null, "the browser of the tests");

  private SystemSettings() {}

  static Table both() {
    return BOTH;
  }

  static Table worker() {
    return WORKER;
  }

  static Table launcher() {
    return LAUNCHER;
  }
}
