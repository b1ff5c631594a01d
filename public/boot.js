/*
 * Says why the page does not start. A classic script of old JavaScript, so that it runs where the page's own modules do
 * not: in old browsers, and in a sandboxed frame, whose modules the browser does not load (their origin is null, and
 * modules are fetched with CORS). The page replaces the text in #root when it starts.
 */
(function () {
  var german = /^de/i.test(navigator.language || '');
  var root = document.getElementById('root');
  var note = document.getElementById('boot');
  if (!root || !note) return;
  var started = false;

  function say(english, deutsch) {
    note.textContent = german ? deutsch : english;
    note.className = 'boot boot--now';
    // A page that failed while it was shown leaves the root empty.
    if (!note.parentNode) root.appendChild(note);
  }

  if (german) {
    document.documentElement.lang = 'de';
    note.textContent = 'Kinora ist nicht gestartet. Bleibt das so, lade die Seite neu oder nimm ein aktuelles Chrome, Edge, Firefox oder Safari.';
  }
  if (window.origin === 'null' || (window.origin === undefined && window.location.origin === 'null')) {
    say(
      'This frame is sandboxed without "allow-same-origin", so the browser gives Kinora no workers and no storage. Whoever made the page around it can write: sandbox="allow-scripts allow-same-origin allow-downloads".',
      'Dieser Rahmen ist ohne „allow-same-origin“ abgeschottet; der Browser gibt Kinora darin weder Worker noch Speicher. Wer die Seite außen herum betreibt, kann schreiben: sandbox="allow-scripts allow-same-origin allow-downloads".'
    );
    return;
  }
  if (!('noModule' in document.createElement('script')) || typeof Worker === 'undefined' || typeof Promise === 'undefined') {
    say(
      'This browser is too old for Kinora. Use a current Chrome, Edge, Firefox or Safari.',
      'Dieser Browser ist zu alt für Kinora. Nimm ein aktuelles Chrome, Edge, Firefox oder Safari.'
    );
    return;
  }
  window.addEventListener(
    'error',
    function (event) {
      started = started || !note.parentNode;
      var blank = root.childNodes.length === 0;
      if (started && !blank) return;
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
})();
