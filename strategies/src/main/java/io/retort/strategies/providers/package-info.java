/** The providers of this module, found by the service loader, and what they are made of. */
package io.retort.strategies.providers;
