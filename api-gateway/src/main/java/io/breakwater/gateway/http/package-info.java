/** What every endpoint shares: the envelope, reading bodies, refusals, and the server itself. */
package io.breakwater.gateway.http;
