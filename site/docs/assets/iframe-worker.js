// Search for pages opened as files, where a browser starts no worker: the worker's script runs in a
// hidden frame instead. On a server this does nothing.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      this.waiting = []
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.appendChild(frame)
      const inside = frame.contentWindow
      inside.document.open() // or Firefox replaces the document later
      inside.document.write("<body></body>")
      inside.document.close()
      const later = (target, data) =>
        setTimeout(() => target.dispatchEvent(new MessageEvent("message", { data })))
      inside.postMessage = data => later(this, data)
      inside.importScripts = (...urls) => urls.reduce(
        (before, next) => before.then(() => this.load(inside, next)), Promise.resolve())
      this.send = data => later(inside, data)
      this.load(inside, url).then(() => {
        this.ready = true
        this.waiting.forEach(this.send)
      })
    }
    load(inside, url) {
      return new Promise((done, failed) => {
        const script = inside.document.createElement("script")
        script.src = new URL(url, document.baseURI).href
        script.onload = done
        script.onerror = failed
        inside.document.body.appendChild(script)
      })
    }
    postMessage(data) {
      if (this.ready) this.send(data)
      else this.waiting.push(data)
    }
    terminate() {}
  }
}
