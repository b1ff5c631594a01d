/*
 * Says why the page does not start, in the text that stands in #root until it does. A classic script of old JavaScript,
 * so that it runs where the page's own modules do not: in old browsers, and in a sandboxed frame, whose modules the
 * browser does not load (their origin is null, and modules are fetched with CORS).
 */
(function () {
  var german = /^de/i.test(navigator.language || '');
  var note = null;
  var said = null;

  function show() {
    var root = document.getElementById('root');
    if (!root) return;
    note = note || document.getElementById('boot');
    if (!note || !said) return;
    note.textContent = said;
    note.className = 'boot boot--now';
    // A page that failed after it had started leaves the root empty.
    if (!note.parentNode) root.appendChild(note);
  }

  function say(english, deutsch) {
    said = german ? deutsch : english;
    show();
  }

  function whyItCannotStart() {
    if (window.location.protocol === 'file:') {
      say(
        'Kinora cannot be opened as a file. Run "npm start" in its folder, and open the address that it prints.',
        'Kinora lässt sich nicht als Datei öffnen. Starte „npm start“ in seinem Ordner, und öffne die Adresse, die es nennt.'
      );
    } else if (window.origin === 'null') {
      say(
        'This frame is sandboxed without "allow-same-origin", so the browser gives Kinora no workers and no storage. Whoever made the page around it can write: sandbox="allow-scripts allow-same-origin allow-downloads".',
        'Dieser Rahmen ist ohne „allow-same-origin“ abgeschottet; der Browser gibt Kinora darin weder Worker noch Speicher. Wer die Seite außen herum betreibt, kann schreiben: sandbox="allow-scripts allow-same-origin allow-downloads".'
      );
    } else if (!('noModule' in document.createElement('script')) || typeof Worker === 'undefined') {
      say(
        'This browser is too old for Kinora. Use a current Chrome, Edge, Firefox or Safari.',
        'Dieser Browser ist zu alt für Kinora. Nimm ein aktuelles Chrome, Edge, Firefox oder Safari.'
      );
    } else {
      return;
    }
    // The first reason is the right one: what fails after it fails because of it.
    say = function () {};
  }

  window.addEventListener(
    'error',
    function (event) {
      var root = document.getElementById('root');
      var started = root && root.firstChild && root.firstChild.id !== 'boot';
      if (started) return;
      var target = event.target;
      if (target && target.tagName === 'SCRIPT') {
        say(
          'A file of Kinora could not be loaded (' + target.src + '). Check the connection, then reload the page.',
          'Eine Datei von Kinora ließ sich nicht laden (' + target.src + '). Prüfe die Verbindung, und lade die Seite neu.'
        );
      } else if (event.message) {
        say(
          'Kinora could not start: ' + event.message + '. Reload the page; if that does not help, use a current Chrome, Edge, Firefox or Safari.',
          'Kinora konnte nicht starten: ' + event.message + '. Lade die Seite neu; hilft das nicht, nimm ein aktuelles Chrome, Edge, Firefox oder Safari.'
        );
      }
    },
    // The failed load of a script is told to the script alone, and does not bubble.
    true
  );

  // `DOMContentLoaded` waits for the modules, which may never come.
  document.addEventListener('readystatechange', function () {
    note = document.getElementById('boot');
    if (german && note && !said) {
      document.documentElement.lang = 'de';
      note.textContent = 'Kinora ist nicht gestartet. Bleibt das so, lade die Seite neu oder nimm ein aktuelles Chrome, Edge, Firefox oder Safari.';
    }
    show();
  });
  whyItCannotStart();
})();
