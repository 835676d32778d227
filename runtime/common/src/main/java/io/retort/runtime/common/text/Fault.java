package io.retort.runtime.common.text;

import io.retort.core.MemoryShortage;
import io.retort.core.Reason;
import io.retort.core.RetortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;

/**
 * Says what the code of a plugin or a library threw. Classes of the plugin keep their names, by
 * which its author finds the place; what Java calls its own faults becomes words.
 */
public final class Fault {
  private static final int DEEPEST = 20;

  private Fault() {}

  /**
   * The words for a fault.
   *
   * @param fault anything that was thrown
   * @return a clause, to be put behind a colon
   */
  public static String of(Throwable fault) {
    return of(fault, 0);
  }

  private static String of(Throwable fault, int depth) {
    Optional<String> memory = MemoryShortage.in(fault);
    if (memory.isPresent()) {
      return memory.get();
    }
    Throwable cause = fault.getCause();
    boolean wrapped = cause != null && depth < DEEPEST;
    if (fault instanceof ExceptionInInitializerError && wrapped) {
      return "a class cannot be initialised: " + of(cause, depth + 1);
    } else if (fault instanceof ServiceConfigurationError) {
      return fault.getMessage() + (wrapped ? ": " + of(cause, depth + 1) : "");
    } else if (fault instanceof RetortException || fault instanceof IOException) {
      return Reason.of(fault);
    } else if (fault instanceof UncheckedIOException) {
      return Reason.of(cause);
    } else if (fault instanceof StackOverflowError) {
      return "its calls are nested too deep";
    } else if (fault instanceof LinkageError misfit) {
      return misfit(misfit);
    }
    String name = isOfJava(fault.getClass()) ? words(fault.getClass()) : fault.getClass().getName();
    String message = fault.getMessage();
    return message == null || message.isBlank() ? name : name + " (" + message.strip() + ")";
  }

  private static String misfit(LinkageError misfit) {
    String message = String.valueOf(misfit.getMessage()).strip();
    if (misfit instanceof NoClassDefFoundError) {
      // With a space it is a sentence: the class is there and could not be initialised before.
      return message.contains(" ")
          ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1)
          : "the class " + message.replace('/', '.') + " is missing";
    } else if (misfit instanceof NoSuchMethodError) {
      return "the method " + message + " is missing";
    } else if (misfit instanceof NoSuchFieldError) {
      return "the field " + message + " is missing";
    } else if (misfit instanceof AbstractMethodError) {
      return "a method is missing (" + message + ")";
    }
    return misfit.getMessage() == null ? words(misfit.getClass()) : message;
  }

  private static boolean isOfJava(Class<?> type) {
    return type.getName().startsWith("java.")
        || type.getName().startsWith("javax.")
        || type.getName().startsWith("jdk.")
        || type.getName().startsWith("sun.");
  }

  /** Such as "illegal state" for an {@link IllegalStateException}. */
  private static String words(Class<?> type) {
    String name = type.getSimpleName().replaceFirst("(Exception|Error)$", "");
    return name.isEmpty() ? "a fault" : KebabCase.of(name).replace('-', ' ');
  }
}
