/** The providers by which {@link java.util.ServiceLoader} finds the losses. */
package io.retort.losses.providers;
