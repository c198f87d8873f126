import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './style/base.css';
import './style/layout.css';
import './style/message.css';
import './style/blocks.css';
import './style/dialog.css';
import './style/inspector.css';
import './style/phone.css';

const root = document.getElementById('page');
if (root !== null) createRoot(root).render(<App />);
