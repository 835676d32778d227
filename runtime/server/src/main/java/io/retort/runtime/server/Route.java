package io.retort.runtime.server;

import io.retort.core.Echo;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpMethod;

/** What the server offers. */
enum Route {
  SERVER(HttpMethod.GET),
  LIVE(HttpMethod.GET),
  READY(HttpMethod.GET),
  MODEL(HttpMethod.GET),
  MODEL_READY(HttpMethod.GET),
  INFER(HttpMethod.POST),
  PREDICT(HttpMethod.POST),
  METRICS(HttpMethod.GET);

  private final HttpMethod method;

  Route(HttpMethod method) {
    this.method = method;
  }

  /** What figures call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The methods that it takes, as the header {@code Allow} lists them. */
  String allowed() {
    return method == HttpMethod.GET ? "GET, HEAD" : method.asString();
  }

  boolean takes(String given) {
    return method.is(given) || (method == HttpMethod.GET && HttpMethod.HEAD.is(given));
  }

  /**
   * The route of a path.
   *
   * @param path its decoded segments
   * @param model the student's name
   * @throws HttpRefusal if there is nothing, or no such student
   */
  static Route of(List<String> path, String model) {
    return switch (String.join("/", path)) {
      case "predict" -> PREDICT;
      case "metrics" -> METRICS;
      case "v2" -> SERVER;
      case "v2/health/live" -> LIVE;
      case "v2/health/ready" -> READY;
      default -> ofModel(path, model);
    };
  }

  private static Route ofModel(List<String> path, String model) {
    if (path.size() < 3 || !path.get(0).equals("v2") || !path.get(1).equals("models")) {
      throw HttpRefusal.notFound(
          "There is nothing at this path; there is /predict, /metrics, /v2, /v2/health/live,"
              + " /v2/health/ready and /v2/models/NAME with /ready and /infer");
    } else if (!path.get(2).equals(model)) {
      throw HttpRefusal.notFound(
          "There is no model " + Echo.quoted(path.get(2)) + "; this server has '" + model + "'");
    }
    List<String> rest = path.subList(3, path.size());
    if (rest.size() >= 2 && rest.get(0).equals("versions")) {
      if (!rest.get(1).equals(ModelDescription.VERSION)) {
        throw HttpRefusal.notFound(
            "The model has no version "
                + Echo.quoted(rest.get(1))
                + "; it has "
                + ModelDescription.VERSION);
      }
      rest = rest.subList(2, rest.size());
    }
    return switch (String.join("/", rest)) {
      case "" -> MODEL;
      case "ready" -> MODEL_READY;
      case "infer" -> INFER;
      default ->
          throw HttpRefusal.notFound(
              "There is nothing at this path; a model has /ready and /infer");
    };
  }
}
