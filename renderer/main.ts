import './zod-without-eval.ts';
import './base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { connect } from './client.ts';
import { keepVisible } from './shell/keep-visible.ts';
import { Session } from './state/session.svelte.ts';

keepVisible(document);
const target = document.querySelector('#app');
if (target) mount(App, { target, props: { session: new Session(connect()) } });
