// A page that is signed in by cookie has to say that a change is its own.
window.SwaggerUIBundle({
  url: '/api/v2/openapi.yaml',
  dom_id: '#explorer',
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor: (request) => {
    request.headers['X-Breakwater-Gui'] = '1';
    return request;
  },
});
