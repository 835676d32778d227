/** The configurations of the backend {@code dl4j} and of the files {@code dl4j-zip}. */
package io.retort.backends.cpu.dl4j.configuration;
