package io.retort.app;

import io.retort.runtime.server.ServerSettings;
import io.retort.runtime.server.StudentServer;
import io.retort.serving.Student;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code retort serve}. */
@Command(
    name = "serve",
    description =
        "Serves the saved student of a run over HTTP: the Open Inference Protocol, raw rows and"
            + " images as POST /predict, figures for Prometheus. Ends when it is told to (Ctrl-C,"
            + " or the signal TERM).",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final long MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec;
  @ParentCommand private GlobalOptions parent;
  @Mixin private SavedStudent saved;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The port; 0 for any that is free. (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on; 0.0.0.0 for all of the machine. (default: ${DEFAULT-VALUE})")
  private String host;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What the student is called in URLs. (default: the name of its experiment, or of its"
              + " folder)")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--max-body",
      paramLabel = "MIB",
      defaultValue = "16",
      description = "The largest body of a request, in MiB. (default: ${DEFAULT-VALUE})")
  private int maxBody;

  @Option(
      names = "--max-batch",
      paramLabel = "N",
      defaultValue = "256",
      description = "How many samples are predicted together at most. (default: ${DEFAULT-VALUE})")
  private int maxBatch;

  @Option(
      names = "--max-queue",
      paramLabel = "N",
      defaultValue = "4096",
      description =
          "How many samples wait at most, and how many a request may have. (default:"
              + " ${DEFAULT-VALUE})")
  private int maxQueue;

  @Option(
      names = "--batch-delay",
      paramLabel = "MS",
      defaultValue = "0",
      description =
          "How many milliseconds a sample waits at most for others to be predicted with."
              + " (default: ${DEFAULT-VALUE})")
  private int batchDelay;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many batches are predicted at the same time. (default: the number of processors)")
  private Optional<Integer> threads = Optional.empty();

  @Option(names = "--access-log", description = "Print a line for each request.")
  private boolean accessLog;

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = settings();
    Student student = saved.load(parent);
    String computedBy = student.computedBy();
    try (StudentServer server = StudentServer.start(student, settings)) {
      Thread closer = new Thread(server::close, "retort-stop");
      Runtime.getRuntime().addShutdownHook(closer);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "The student '"
              + settings.name()
              + "' of "
              + saved.folder()
              + ", computed by "
              + computedBy
              + ", is served at http://"
              + (host.contains(":") ? "[" + host + "]" : host)
              + ":"
              + server.port());
      out.flush();
      server.await();
    }
    return ExitStatus.DONE;
  }

  private ServerSettings settings() {
    ServerSettings.Builder settings =
        ServerSettings.builder()
            .host(host)
            .port(port)
            .maxBody(maxBody * MEBIBYTE)
            .maxBatch(maxBatch)
            .maxQueue(maxQueue)
            .batchDelay(Duration.ofMillis(batchDelay));
    threads.ifPresent(settings::threads);
    name.ifPresentOrElse(settings::name, () -> settings.nameOf(saved.folder()));
    if (accessLog) {
      PrintWriter out = spec.commandLine().getOut();
      settings.accessLog(
          line -> {
            out.println(line);
            out.flush();
          });
    }
    try {
      return settings.build();
    } catch (IllegalArgumentException misfit) {
      throw new ParameterException(spec.commandLine(), misfit.getMessage(), misfit);
    }
  }
}
