"""Predicts in PyTorch on one thread, on request: a network as a JSON line in, {"ready": version} out; then for each line with a
size of batch one prediction, and "done" out. A new network may follow at any time."""
import json
import sys

import torch

torch.set_num_threads(1)
KINDS = {"SimpleRNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}


class Network(torch.nn.Module):
    def __init__(self, case):
        super().__init__()
        self.steps, self.inputs = case["steps"], case["inputs"]
        vocabulary = case.get("vocabulary", 0)
        self.embedding = torch.nn.Embedding(vocabulary, case["inputs"]) if vocabulary else None
        self.stack = KINDS[case["cell"]](
            case["inputs"],
            case["hidden"],
            case["layers"],
            batch_first=True,
            bidirectional=case["bidirectional"],
        )
        self.head = torch.nn.Linear(case["hidden"] * (2 if case["bidirectional"] else 1), 1)

    def sample(self, size):
        if self.embedding is None:
            return torch.randn(size, self.steps, self.inputs)
        return torch.randint(0, self.embedding.num_embeddings, (size, self.steps))

    def forward(self, x):
        return self.head(self.stack(x if self.embedding is None else self.embedding(x))[0][:, -1])


network, samples = None, {}
for line in sys.stdin:
    if line.startswith("{"):
        network, samples = Network(json.loads(line)).eval(), {}
        print(json.dumps({"ready": torch.__version__}), flush=True)
        continue
    size = int(line)
    if size not in samples:
        samples[size] = network.sample(size)
    with torch.inference_mode():
        network(samples[size]).sum().item()
    print("done", flush=True)
