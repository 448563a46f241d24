//! Downloading a file over a client of the user's choice.

use std::future::Future;
use std::io::Write;
use std::pin::pin;

use bytes::Buf as _;
use http::{Response, StatusCode, Uri};
use http_body::Body;
use http_body_util::BodyExt as _;

use super::{Decryptor, EndpointMedia, MediaError};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl EndpointMedia {
    /// Downloads the file, decrypts and verifies it while it comes, and gives back the sink that it
    /// was written to. Memory does not grow with the file.
    ///
    /// `get` makes the GET request with a client of your choice, over TLS; it must not follow
    /// redirects. It is given the [checked address](Self::checked_url) alone. What arrives goes
    /// through a [`Decryptor`] with the same `limit` and `sink`, and the download ends at the first
    /// byte over the limit. There is no time limit: dropping the future ends the download.
    ///
    /// ```
    /// use flow_runtime::EndpointMedia;
    /// use flow_runtime::media::MediaError;
    /// # async fn get(_: http::Uri) -> Result<
    /// #     http::Response<http_body_util::Full<bytes::Bytes>>,
    /// #     std::io::Error,
    /// # > { Ok(http::Response::default()) }
    ///
    /// async fn photo(media: &EndpointMedia) -> Result<Vec<u8>, MediaError> {
    ///     // With reqwest, where `client` is one with `redirect::Policy::none()`:
    ///     // |url| async { client.get(url.to_string()).send().await.map(http::Response::from) }
    ///     media.download(get, 10 * 1024 * 1024, Vec::new()).await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// When the address may not be fetched, the client fails, the answer is not of status 200, or
    /// a check of the file fails.
    pub async fn download<W, F, B, E>(
        &self,
        get: impl FnOnce(Uri) -> F,
        limit: u64,
        sink: W,
    ) -> Result<W, MediaError>
    where
        W: Write,
        F: Future<Output = Result<Response<B>, E>>,
        E: Into<BoxError>,
        B: Body,
        B::Error: Into<BoxError>,
    {
        let url = self.checked_url()?;
        let response = get(url).await.map_err(|error| MediaError::Transport(error.into()))?;
        if response.status() != StatusCode::OK {
            return Err(MediaError::Status(response.status()));
        }
        let mut decryptor = Decryptor::new(&self.encryption_metadata, limit, sink);
        let mut body = pin!(response.into_body());
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| MediaError::Transport(error.into()))?;
            // Anything else is a trailer.
            let Ok(mut data) = frame.into_data() else {
                continue;
            };
            while data.has_remaining() {
                let chunk = data.chunk().len();
                decryptor = decryptor.push(data.chunk())?;
                data.advance(chunk);
            }
        }
        decryptor.finish()
    }
}
