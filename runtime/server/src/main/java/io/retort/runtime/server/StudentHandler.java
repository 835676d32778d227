package io.retort.runtime.server;

import io.retort.core.Echo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/**
 * Handles requests. Jetty calls it on threads of its pool, never on one that waits for connections,
 * so that bodies may be parsed here.
 */
final class StudentHandler extends Handler.Abstract {
  /** With this header, tensors follow the JSON as bytes: an extension of Triton's. */
  private static final String BINARY_TENSORS = "Inference-Header-Content-Length";

  /** What figures call requests that have no route. */
  private static final String OTHER = "other";

  private final ServerSettings settings;
  private final PredictionService service;
  private final MemoryBudget memory;
  private final ServerMetrics metrics;

  StudentHandler(
      ServerSettings settings,
      PredictionService service,
      MemoryBudget memory,
      ServerMetrics metrics) {
    this.settings = settings;
    this.service = service;
    this.memory = memory;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback, settings);
    String label = OTHER;
    try {
      Route route = Route.of(segments(request), settings.name());
      label = route.label();
      measure(request, response, label);
      if (!route.takes(request.getMethod())) {
        exchange.allow(route.allowed());
        throw HttpRefusal.wrongMethod("This path takes " + route.allowed());
      }
      respond(route, request, exchange);
    } catch (HttpRefusal refusal) {
      if (label.equals(OTHER)) {
        measure(request, response, label);
      }
      exchange.fail(refusal);
    }
    return true;
  }

  private void measure(Request request, Response response, String route) {
    Request.addCompletionListener(
        request,
        failure ->
            metrics.responded(
                route,
                response.getStatus(),
                (System.nanoTime() - request.getBeginNanoTime()) / 1e9));
  }

  private static List<String> segments(Request request) {
    List<String> segments = new ArrayList<>();
    for (String segment : Request.getPathInContext(request).split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(URIUtil.decodePath(segment));
      }
    }
    return segments;
  }

  private void respond(Route route, Request request, Exchange exchange) {
    switch (route) {
      case SERVER -> exchange.reply(ModelDescription.ofServer());
      case LIVE -> exchange.reply(Map.of("live", true));
      case READY -> exchange.reply(Map.of("live", true, "ready", true));
      case MODEL -> exchange.reply(service.description());
      case MODEL_READY -> exchange.reply(Map.of("name", settings.name(), "ready", true));
      case METRICS -> exchange.reply(ServerMetrics.CONTENT_TYPE, metrics.text());
      case INFER -> {
        requireJson(type(request), "application/json");
        withBody(
            request,
            exchange,
            body -> service.infer(body.bytes(), body.memory(), exchange::reply, exchange::fail));
      }
      case PREDICT -> {
        String type = type(request);
        if (!ImageBody.TYPES.contains(type)) {
          requireJson(type, "application/json, image/png or image/jpeg");
        }
        withBody(
            request,
            exchange,
            body ->
                service.predict(
                    body.bytes(), type, body.memory(), exchange::reply, exchange::fail));
      }
    }
  }

  /** A body, and the memory that is charged for it and what is made of it. */
  private record Body(byte[] bytes, MemoryBudget.Share memory) {}

  private void withBody(Request request, Exchange exchange, Consumer<Body> action) {
    MemoryBudget.Share share = memory.share();
    Request.addCompletionListener(request, failure -> share.close());
    new BodyReader(
            settings.maxBody(),
            share,
            bytes -> {
              try {
                action.accept(new Body(bytes, share));
              } catch (RuntimeException | Error failure) {
                exchange.fail(failure);
              }
            },
            exchange::fail)
        .read(request, settings.bodyTimeout());
  }

  /** The type of the body, without parameters; JSON if it is not said. */
  private static String type(Request request) {
    HttpFields headers = request.getHeaders();
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw HttpRefusal.wrongType(
          "The body is compressed as " + Echo.quoted(encoding) + "; send it as it is");
    } else if (headers.contains(BINARY_TENSORS)) {
      throw HttpRefusal.wrongType(
          "The body has binary tensors, which this server does not read; send their data as JSON");
    }
    String type = headers.get(HttpHeader.CONTENT_TYPE);
    if (type == null) {
      return Exchange.JSON_TYPE;
    }
    String charset = MimeTypes.getCharsetFromContentType(type);
    if (charset != null && !charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
      throw HttpRefusal.wrongType(
          "The body is written in " + Echo.quoted(charset) + "; send UTF-8");
    }
    return MimeTypes.getContentTypeWithoutCharset(type)
        .split(";", -1)[0]
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static void requireJson(String type, String expected) {
    if (!type.equals(Exchange.JSON_TYPE)) {
      throw HttpRefusal.wrongType(
          "The body is of type "
              + Echo.quoted(type)
              + "; send "
              + expected
              + " and say so in the header Content-Type");
    }
  }
}
