package io.breakwater.connection.trace;

import io.breakwater.settings.Build;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The traces of this process, sent to a collector by OTLP over HTTP. Whoever makes spans asks
 * {@code GlobalOpenTelemetry}, which makes none unless this was started. What the collector does
 * not take is dropped: nothing waits for it.
 */
public final class Traces implements AutoCloseable {
  /** Names whoever makes spans for Breakwater. */
  public static final String SCOPE = "io.breakwater";

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final OpenTelemetrySdk sdk;
  private final SpanIds ids;

  private Traces(OpenTelemetrySdk sdk, SpanIds ids) {
    this.sdk = sdk;
    this.ids = ids;
  }

  /**
   * Starts to send spans; once in the life of a process.
   *
   * @param collector such as {@code http://127.0.0.1:4318}
   * @param service which process this is
   */
  public static Traces start(URI collector, String service) {
    SpanIds ids = new SpanIds();
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(collector + "/v1/traces")
            .setTimeout(PATIENCE)
            .build();
    SdkTracerProvider spans =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setResource(Resource.getDefault().merge(Resource.create(named(service))))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).setScheduleDelay(PAUSE).build())
            .build();
    return new Traces(
        OpenTelemetrySdk.builder()
            .setTracerProvider(spans)
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .buildAndRegisterGlobal(),
        ids);
  }

  private static Attributes named(String service) {
    return Attributes.of(
        AttributeKey.stringKey("service.name"),
        service,
        AttributeKey.stringKey("service.version"),
        Build.current().version());
  }

  /** Carries traces through workflows and makes a span for each of them and each activity. */
  public WorkerInterceptor interceptor() {
    return new WorkerTracing(sdk.getTracer(SCOPE), ids);
  }

  /** Sends what is left. */
  @Override
  public void close() {
    sdk.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
