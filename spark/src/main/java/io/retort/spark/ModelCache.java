package io.retort.spark;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Models that all tasks of a JVM share. Those that nobody uses are kept for the next task, up to a
 * few of them, and freed in the order in which they were last used.
 *
 * @param <T> the models
 */
final class ModelCache<T extends AutoCloseable> {
  private final int mostIdle;
  private final Map<String, Entry<T>> byHash = new LinkedHashMap<>();

  /**
   * No models.
   *
   * @param mostIdle how many are kept that nobody uses
   */
  ModelCache(int mostIdle) {
    this.mostIdle = mostIdle;
  }

  /**
   * A model that is used, until this is closed.
   *
   * @param <T> the model
   */
  static final class Lease<T> implements AutoCloseable {
    private final T model;
    private final Runnable end;
    private boolean closed;

    private Lease(T model, Runnable end) {
      this.model = model;
      this.end = end;
    }

    T model() {
      return model;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        end.run();
      }
    }
  }

  private static final class Entry<T> {
    private T model;
    private int users;
  }

  /**
   * Takes a model, which is loaded if it is not yet here.
   *
   * @param hash of all that it is made of
   * @param loader asked only where it is needed
   */
  Lease<T> take(String hash, Supplier<T> loader) {
    Entry<T> entry;
    synchronized (byHash) {
      // Taken out and put back: it is the last one used.
      entry = byHash.remove(hash);
      entry = entry == null ? new Entry<>() : entry;
      byHash.put(hash, entry);
      entry.users++;
    }
    try {
      // Others of the same model wait for it; those of another one do not.
      synchronized (entry) {
        if (entry.model == null) {
          entry.model = loader.get();
        }
        return new Lease<>(entry.model, () -> giveBack(hash));
      }
    } catch (RuntimeException | Error failure) {
      giveBack(hash);
      throw failure;
    }
  }

  /** How many are loaded, used or not. */
  int size() {
    synchronized (byHash) {
      return byHash.size();
    }
  }

  private void giveBack(String hash) {
    synchronized (byHash) {
      byHash.get(hash).users--;
      long idle = byHash.values().stream().filter(entry -> entry.users == 0).count();
      Iterator<Entry<T>> oldest = byHash.values().iterator();
      while (idle > mostIdle) {
        Entry<T> entry = oldest.next();
        if (entry.users == 0) {
          oldest.remove();
          idle--;
          close(entry.model);
        }
      }
    }
  }

  private void close(T model) {
    if (model == null) {
      // It could not be loaded.
      return;
    }
    try {
      model.close();
    } catch (Exception failure) {
      System.getLogger(ModelCache.class.getName())
          .log(System.Logger.Level.WARNING, "A model was not freed", failure);
    }
  }
}
