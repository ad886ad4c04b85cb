package io.breakwater.activities.cloudstack;

import com.google.inject.AbstractModule;
import com.google.inject.util.Modules;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jclouds.cloudstack.config.CloudStackHttpApiModule;
import org.jclouds.cloudstack.filters.AuthenticationFilter;
import org.jclouds.http.HttpCommand;
import org.jclouds.http.HttpErrorHandler;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpRetryHandler;
import org.jclouds.http.IOExceptionRetryHandler;
import org.jclouds.http.annotation.ClientError;
import org.jclouds.http.annotation.Redirection;
import org.jclouds.http.annotation.ServerError;
import org.jclouds.http.okhttp.OkHttpClientSupplier;
import org.jclouds.rest.ConfiguresHttpApi;
import org.jclouds.rest.config.BinderUtils;
import org.jclouds.util.Strings2;

/**
 * jclouds' CloudStack binding with every retry off, because a repeated deploy makes a second VM,
 * and with an error handler that never takes an error for an absence: jclouds' own would turn a 404
 * page of a management server without database into an empty list.
 */
@ConfiguresHttpApi
final class CarefulHttpModule extends AbstractModule {
  /** Below the idle timeout of servers, so that a request seldom meets a closed connection. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

  private final CloudStackEndpoint endpoint;
  private final Duration callLimit;

  CarefulHttpModule(CloudStackEndpoint endpoint, Duration callLimit) {
    this.endpoint = endpoint;
    this.callLimit = callLimit;
  }

  @Override
  protected void configure() {
    install(Modules.override(new CloudStackHttpApiModule()).with(new Handlers(endpoint)));
    BinderUtils.bindHttpApi(binder(), CloudStackCalls.class);
    bind(OkHttpClientSupplier.class).toInstance(this::client);
  }

  private OkHttpClient client() {
    return new OkHttpClient.Builder()
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .callTimeout(callLimit)
        .connectionPool(new ConnectionPool(8, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS))
        // OkHttp repeats a request after a 503 with Retry-After: 0, whatever else is switched off.
        .addNetworkInterceptor(
            chain ->
                chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build())
        .build();
  }

  private static final class Handlers extends AbstractModule {
    private final CloudStackEndpoint endpoint;

    Handlers(CloudStackEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    protected void configure() {
      bind(AuthenticationFilter.class).toInstance(new RequestSigner(endpoint));
      bind(HttpRetryHandler.class)
          .annotatedWith(ClientError.class)
          .toInstance(HttpRetryHandler.NEVER_RETRY);
      bind(HttpRetryHandler.class)
          .annotatedWith(ServerError.class)
          .toInstance(HttpRetryHandler.NEVER_RETRY);
      bind(HttpRetryHandler.class)
          .annotatedWith(Redirection.class)
          .toInstance(HttpRetryHandler.NEVER_RETRY);
      bind(IOExceptionRetryHandler.class).toInstance(IOExceptionRetryHandler.NEVER_RETRY);
      HttpErrorHandler errors = Handlers::handOver;
      bind(HttpErrorHandler.class).annotatedWith(ClientError.class).toInstance(errors);
      bind(HttpErrorHandler.class).annotatedWith(ServerError.class).toInstance(errors);
      bind(HttpErrorHandler.class).annotatedWith(Redirection.class).toInstance(errors);
    }

    private static void handOver(HttpCommand command, HttpResponse response) {
      String body = "";
      if (response.getPayload() != null) {
        try {
          body = Strings2.toStringAndClose(response.getPayload().openStream());
        } catch (IOException e) {
          body = "(body not readable: " + e.getMessage() + ")";
        }
      }
      command.setException(new BadAnswer(response.getStatusCode(), body));
    }
  }
}
