"""A Distributed Map hands its items on in batches, and writes down what became of them.

MiniStack runs each item alone, whatever `ItemBatcher` says, and ignores `ResultWriter`
(https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html, …/input-output-resultwriter.html).
"""

import contextvars
import json

from ministack.services import s3, stepfunctions

# The batcher of the Map whose items are read, with what its paths refer to; None outside of one.
batching = contextvars.ContextVar("batching", default=None)
# By execution: how many items its Map run has.
totals = {}
# AWS's largest input of an execution.
MOST_BYTES = 256 * 1024


def needed():
    """Whether this MiniStack still has the gap."""
    with open(stepfunctions.__file__, encoding="utf-8") as source:
        text = source.read()
    return "ItemBatcher" not in text and "ResultWriter" not in text


def batches(items, batcher, effective, context):
    """Items as the inputs of children: as many as allowed, and no more than fit into an input."""
    most = batcher.get("MaxItemsPerBatch") or len(items)
    limit = min(batcher.get("MaxInputBytesPerBatch") or MOST_BYTES, MOST_BYTES)
    shared = {}
    if "BatchInput" in batcher:
        shared = {"BatchInput": stepfunctions._resolve_params_obj(batcher["BatchInput"], effective, context)}
    empty = len(json.dumps({**shared, "Items": []}))
    made, size = [], limit
    for item in items:
        length = len(json.dumps(item)) + 2
        if not made or len(made[-1]["Items"]) == most or size + length > limit:
            made.append({**shared, "Items": []})
            size = empty
        made[-1]["Items"].append(item)
        size += length
    return made


def written(run, writer, effective, context):
    """Writes the results of a Map run, and returns where its manifest is."""
    parameters = stepfunctions._resolve_params_obj(writer["Parameters"], effective, context)
    bucket, prefix = parameters["Bucket"], parameters.get("Prefix", "").rstrip("/")
    folder = f"{prefix}/{run['mapRunArn'].rsplit(':', 1)[1]}"
    files = {}
    children = [child for child in stepfunctions._executions.values() if child.get("mapRunArn") == run["mapRunArn"]]
    for status in ("SUCCEEDED", "FAILED", "PENDING"):
        rows = [{
            "ExecutionArn": child["executionArn"], "Input": child["input"], "Name": child["name"], "Status": child["status"],
            **({"Output": child["output"]} if status == "SUCCEEDED" else {"Error": child.get("error"), "Cause": child.get("cause")}),
        } for child in children if child["status"] == status]
        body = json.dumps(rows).encode()
        files[status] = [{"Key": f"{folder}/{status}_0.json", "Size": len(body)}] if rows else []
        if rows:
            s3._put_object(bucket, files[status][0]["Key"], body, {})
    manifest = {"DestinationBucket": bucket, "MapRunArn": run["mapRunArn"], "ResultFiles": files}
    s3._put_object(bucket, f"{folder}/manifest.json", json.dumps(manifest).encode(), {})
    return {"MapRunArn": run["mapRunArn"], "ResultWriterDetails": {"Bucket": bucket, "Key": f"{folder}/manifest.json"}}


def view(run, shown):
    """Counts items, of which a child may have many, besides children."""
    total = totals.get(run["executionArn"])
    if total is None:
        return shown
    counts = dict.fromkeys(shown["itemCounts"], 0)
    for child in list(stepfunctions._executions.values()):
        if child.get("mapRunArn") == run["mapRunArn"]:
            counts[child["status"].lower()] += len(json.loads(child["input"])["Items"])
    counts["total"] = total
    counts["pending"] = total - counts["running"] - counts["succeeded"] - counts["failed"] - counts["aborted"]
    return {**shown, "itemCounts": counts}


def install():
    read = stepfunctions._read_map_items
    run_map = stepfunctions._run_distributed_map
    show = stepfunctions._map_run_view

    def read_batches(reader, effective, context):
        items = read(reader, effective, context)
        if (batch := batching.get()) is None:
            return items
        totals[batch["execution"]] = len(items)
        return batches(items, batch["batcher"], effective, context)

    def run_distributed(state, raw, effective, iterator, execution, context):
        token = batching.set(
            {"batcher": state["ItemBatcher"], "execution": execution["executionArn"]} if "ItemBatcher" in state else None
        )
        try:
            result, following = run_map(state, raw, effective, iterator, execution, context)
        except stepfunctions._ExecutionError:
            if "ResultWriter" in state and (run := latest(execution)):
                written(run, state["ResultWriter"], effective, context)
            raise
        finally:
            batching.reset(token)
        if "ResultWriter" in state and (run := latest(execution)):
            result = written(run, state["ResultWriter"], effective, context)
        return result, following

    def latest(execution):
        runs = [run for run in stepfunctions._map_runs.values() if run["executionArn"] == execution["executionArn"]]
        return runs[-1] if runs else None

    stepfunctions._read_map_items = read_batches
    stepfunctions._run_distributed_map = run_distributed
    stepfunctions._map_run_view = lambda run: view(run, show(run))
