"""Takes training steps in PyTorch on one thread, on request: a case as a JSON line in, {"ready": version} out; then for each
empty line one step, and its milliseconds out. A new case may follow at any time."""
import json
import sys
import time

import torch

torch.set_num_threads(1)
KINDS = {"SimpleRNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}


def build(case):
    kind = KINDS[case["cell"]]
    stack = kind(
        case["inputs"],
        case["hidden"],
        case["layers"],
        batch_first=True,
        bidirectional=case["bidirectional"],
    )
    head = torch.nn.Linear(case["hidden"] * (2 if case["bidirectional"] else 1), 1)
    optimiser = torch.optim.Adam([*stack.parameters(), *head.parameters()], lr=0.001)
    x = torch.randn(case["batch"], case["steps"], case["inputs"])
    y = torch.randn(case["batch"], 1)

    def step():
        began = time.perf_counter()
        optimiser.zero_grad()
        loss = torch.nn.functional.mse_loss(head(stack(x)[0][:, -1]), y)
        loss.backward()
        optimiser.step()
        loss.item()
        return 1000 * (time.perf_counter() - began)

    for _ in range(3):
        step()
    return step


step = None
for line in sys.stdin:
    if line.strip():
        step = build(json.loads(line))
        print(json.dumps({"ready": torch.__version__}), flush=True)
    else:
        print(step(), flush=True)
