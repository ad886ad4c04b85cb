/** Operations of the native API: those under way and those of the past, and starting new ones. */
package io.breakwater.gateway.operations;
