/*
 * Puts a button on any web page that opens this server's call page (/call) in a small window:
 *   <script src="https://HOST/call-button.js" data-label="Call us" async></script>
 * Options and content security policy: docs/call-us.md. No dependency, no inline style or script, nothing global.
 */
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { label, language, target, hint } = script.dataset;
  const chinese = (language || document.documentElement.lang || navigator.language).toLowerCase().startsWith('zh');
  const page = new URL('/call', script.src);
  const size = { width: 400, height: 720 };

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'huawu-call-button';
  button.textContent = label || (chinese ? '在线通话' : 'Call us');
  button.setAttribute('aria-description', hint || (chinese ? '在小窗口中打开通话页面' : 'Opens the call page in a small window'));
  // Set one by one through the object model, which no style-src forbids; a style sheet can override them with !important.
  Object.assign(button.style, {
    font: 'inherit',
    fontWeight: '600',
    minHeight: '44px',
    padding: '8px 20px',
    border: '1px solid transparent',
    borderRadius: '8px',
    background: '#1456c4',
    color: '#ffffff',
    cursor: 'pointer',
  });
  button.addEventListener('click', open);

  place();

  function place() {
    const spot = target ? document.querySelector(target) : undefined;
    if (spot) spot.append(button);
    else if (target && document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place, { once: true });
    else if (script.parentElement && script.parentElement !== document.head) script.after(button);
    else if (document.body) document.body.append(button);
    else document.addEventListener('DOMContentLoaded', place, { once: true });
  }

  function open() {
    const left = Math.max(0, Math.round(screenX + (outerWidth - size.width) / 2));
    const top = Math.max(0, Math.round(screenY + (outerHeight - size.height) / 2));
    // An empty address finds the window that is open already, without loading it again: that would end its call.
    const phone = window.open('', 'huawu-call', `popup,width=${size.width},height=${size.height},left=${left},top=${top}`);
    if (!phone) {
      // Windows are blocked: the call page takes this one's place.
      location.assign(page);
      return;
    }
    if (!showsCallPage(phone)) phone.location.replace(page);
    phone.focus();
  }

  function showsCallPage(phone) {
    try {
      return phone.location.origin === page.origin && phone.location.pathname === page.pathname;
    } catch {
      // Another origin: the only page of that name is the call page.
      return true;
    }
  }
})();
