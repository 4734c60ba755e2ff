"""Embeddings served by any endpoint that speaks the OpenAI wire."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import openai
from langchain_openai import OpenAIEmbeddings
from pydantic import SecretStr

from drafter.errors import ModelError, ModelUnavailable, UnknownModel
from drafter.models.address import address_of
from drafter.models.completion import ChatOptions
from drafter.models.faults import Garbled, Place, fault_of, garbled, told
from drafter.models.ledger import SendingLedger
from drafter.models.masking import Masked
from drafter.models.outgoing import Outgoing, host
from drafter.models.prompt import Prompt
from drafter.models.spec import provider_of
from drafter.models.together import together
from drafter.models.transport import open_client

if TYPE_CHECKING:
    import numpy as np

    Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]

BATCH = 64
"""Texts in one call at first. Services that take fewer (DashScope 10, others 16 to 32) say so, and then get half."""
_TOO_MANY = (400, 413, 422)
"""The statuses by which they say so."""


def open_served_embedding(
    model_id: str,
    *,
    key: str | None,
    base_url: str | None,
    options: ChatOptions,
    mask: Callable[[str], Masked],
    ledger: SendingLedger,
    workers: int = 4,
) -> ServedEmbedding:
    """The embedding `model_id` (openai:NAME) names, at `base_url`; nothing is sent yet.

    Of `options` the times, attempts and pauses count. Every call is masked and recorded, as those to chat models are.

    Raises:
        UnknownModel: only openai: models are served.
        MissingKey: the address is one that lets nobody in without a key, and there is none.
        SettingsError: `base_url` is no http address.
    """
    provider, name = provider_of(model_id)
    if provider.name != "openai":
        raise UnknownModel(f"“{model_id}”不能用作嵌入模型。请写 openai:模型名，服务地址写在 OPENAI_BASE_URL。")
    secret = SecretStr(key) if key else None
    place = Place(address_of(name, secret, base_url), name, secret)
    return ServedEmbedding(model_id.strip(), place, options, mask, ledger, workers)


class ServedEmbedding:
    """One embedding model at one address; safe to use from several threads. Vectors come at unit length."""

    def __init__(
        self,
        name: str,
        place: Place,
        options: ChatOptions,
        mask: Callable[[str], Masked],
        ledger: SendingLedger,
        workers: int,
    ) -> None:
        """Use `open_served_embedding`."""
        self.name = name
        self._place = place
        self._mask = mask
        self._ledger = ledger
        self._workers = workers
        self._batch = BATCH
        client = open_client(place.base_url, options, keyless=place.key is None)
        # Connections are kept open between calls, for as long as this object is there.
        weakref.finalize(self, client.close)
        self._wire = OpenAIEmbeddings(
            model=place.model,
            openai_api_base=place.base_url,
            openai_api_key=place.key or SecretStr("none"),
            # Said, or the environment would say it.
            openai_api_type="openai",
            openai_proxy="",
            http_client=client,
            max_retries=options.attempts - 1,
            # Texts, not token numbers of one tokenizer: other services know only texts.
            check_embedding_ctx_length=False,
            chunk_size=BATCH,
            # The library would ask for base64, which not all have.
            model_kwargs={"encoding_format": "float"},
        )

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts that are looked for, one row each.

        Raises:
            ModelUnavailable: the service could not be reached, kept failing, or gives no vectors that can be used.
            SettingsError: what is to be sent cannot be recorded; it is not sent.
        """
        # How many texts a call takes is learned from the first.
        rows = self._rows(list(texts[: self._batch]))
        size = self._batch
        batches = [list(texts[start : start + size]) for start in range(len(rows), len(texts), size)]
        for more in together(self._rows, batches, workers=self._workers):
            rows += more
        return self._unit(rows)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of what they are looked for with, from the same model in the same way."""
        return self.passages(texts)

    def _rows(self, texts: list[str]) -> list[list[float]]:
        """The vectors of `texts`, by as many calls as it takes."""
        if not texts:
            return []
        if len(texts) <= self._batch:
            try:
                return self._sent(texts)
            except openai.APIStatusError as error:
                if len(texts) == 1 or error.status_code not in _TOO_MANY or fault_of(error) is not None:
                    raise self._told(error) from error
                self._batch = min(self._batch, len(texts) // 2)
            except openai.APIError as error:
                raise self._told(error) from error
        half = len(texts) // 2
        return self._rows(texts[:half]) + self._rows(texts[half:])

    def _sent(self, texts: list[str]) -> list[list[float]]:
        """The vectors of one call."""
        covered = [self._mask(text) for text in texts]
        masks: Counter[str] = sum((Counter(one.kinds) for one in covered), Counter())
        leaving = [one.text for one in covered]
        letter = Outgoing(Prompt("embed", "1", "", "", "\n".join(leaving)), "", masks)
        call = self._ledger.sending(letter, model=self.name, address=host(self._place.base_url))
        outcome = "failed"
        try:
            rows = self._wire.embed_documents(leaving, chunk_size=len(leaving))
            outcome = "answered"
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            # What the libraries make of a body that is something else than embeddings.
            raise garbled(Garbled(str(error), begun=False), self._place) from error
        finally:
            self._ledger.ended(call, outcome, {"texts": len(leaving)})
        if len(rows) != len(texts):
            raise self._unusable(f"{len(texts)} 段文字只得到 {len(rows)} 个向量")
        return rows

    def _unit(self, rows: list[list[float]]) -> Vectors:
        import numpy as np

        sizes = {len(row) for row in rows}
        if len(sizes) > 1:
            raise self._unusable("向量长短不一")
        vectors = np.array(rows, dtype="float32").reshape(len(rows), max(sizes, default=0))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.all(np.isfinite(lengths) & (lengths > 0)):
            raise self._unusable("向量里有空值或全为零")
        return np.asarray(vectors / lengths, dtype="float32")

    def _told(self, error: openai.APIError) -> ModelError:
        if isinstance(error, openai.NotFoundError) and fault_of(error) is None:
            missing = ModelUnavailable(
                f"模型服务 {self._place.base_url} 没有嵌入接口（HTTP 404）。请核对 OPENAI_BASE_URL，"
                "或者换用提供嵌入模型的服务。"
            )
            missing.lasting = True
            return missing
        return told(error, self._place)

    def _unusable(self, fault: str) -> ModelUnavailable:
        return ModelUnavailable(f"嵌入模型“{self._place.model}”给出的结果不能用：{fault}。请换用别的嵌入模型。")
