/**
 * A file system on which one operation fails, for tests of what is left behind. It takes the place
 * of the system's own in a process that is started with {@code
 * -Djava.nio.file.spi.DefaultFileSystemProvider}.
 */
package io.retort.app.faults;
