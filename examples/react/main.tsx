import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Kinora } from '../../public/embed.js';
import { KinoraFrame } from './kinora-frame.js';

function Page() {
  const [kinora, setKinora] = useState<Kinora | null>(null);
  const [films, setFilms] = useState<readonly string[]>([]);
  const [said, setSaid] = useState('');

  const make = async (prompt: string): Promise<void> => {
    if (kinora === null) return;
    setSaid('Working...');
    const stop = kinora.on('progress', ({ fraction }) => setSaid(`${Math.round(fraction * 100)}%`));
    try {
      const { blob } = await kinora.generate({ prompt, seconds: 2 });
      setFilms((before) => [URL.createObjectURL(blob), ...before]);
      setSaid('');
    } catch (error) {
      setSaid((error as Error).message);
    } finally {
      stop();
    }
  };

  return (
    <>
      <h1>A React page with Kinora in it</h1>
      <p>The films below the frame are this page's own.</p>
      <div className="row">
        {['a cat swinging on a pink background', 'a red apple bouncing on a green background'].map((prompt) => (
          <button key={prompt} type="button" disabled={kinora === null} onClick={() => void make(prompt)}>
            {prompt}
          </button>
        ))}
      </div>
      <KinoraFrame ui="minimal" onKinora={setKinora} onError={({ message }) => setSaid(message)} />
      <output>{said}</output>
      <div className="row">
        {films.map((url) => (
          <video key={url} src={url} autoPlay muted loop playsInline />
        ))}
      </div>
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
