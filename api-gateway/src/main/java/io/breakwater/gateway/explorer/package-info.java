/** The description of the native API, and a page to try it on. */
package io.breakwater.gateway.explorer;
