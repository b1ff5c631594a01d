/**
 * The lines that show a transparent film on any web page: a video whose upper half is colours and whose lower half is alpha,
 * put together by WebGL, which every browser has. No browser's own way to play transparent video works in all others.
 */
export function stackedHtml(fileName: string, { width, height }: { readonly width: number; readonly height: number }): string {
  return `<canvas data-film="${escaped(fileName)}" width="${width}" height="${height}"></canvas>
<script>
for (const canvas of document.querySelectorAll('canvas[data-film]')) {
  const gl = canvas.getContext('webgl');
  const shader = (type, code) => {
    const made = gl.createShader(type);
    gl.shaderSource(made, code);
    gl.compileShader(made);
    gl.attachShader(program, made);
  };
  const program = gl.createProgram();
  shader(gl.VERTEX_SHADER, 'attribute vec2 at; varying vec2 to; void main() { to = at * 0.5 + 0.5; gl_Position = vec4(at, 0, 1); }');
  shader(gl.FRAGMENT_SHADER, \`precision mediump float; varying vec2 to; uniform sampler2D film;
    void main() {
      float alpha = texture2D(film, vec2(to.x, 1.0 - to.y * 0.5)).g;
      gl_FragColor = vec4(texture2D(film, vec2(to.x, 0.5 - to.y * 0.5)).rgb * alpha, alpha);
    }\`);
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
  gl.enableVertexAttribArray(0);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  for (const size of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, size, gl.LINEAR);
  const video = Object.assign(document.createElement('video'), { src: canvas.dataset.film, muted: true, loop: true, playsInline: true });
  const draw = () => {
    if (video.readyState > 1) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, video);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
    requestAnimationFrame(draw);
  };
  video.play().then(draw, console.error);
}
</script>
`;
}

const escaped = (text: string): string => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
