#include "core/notify/transfer_loop.h"

#include <algorithm>
#include <curl/curl.h>
#include <map>

namespace binnacle::notify {

struct TransferLoop::State
{
    struct FreeMulti
    {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };

    std::unique_ptr<CURLM, FreeMulti> multi; // outlives the handles in it
    std::map<std::int64_t, std::unique_ptr<Transfer>> running;
    std::vector<Finished> failed; // that could not start
};

TransferLoop::TransferLoop()
    : m_state(std::make_unique<State>())
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(started);
    m_state->multi.reset(curl_multi_init());
}

TransferLoop::~TransferLoop()
{
    abort();
}

void TransferLoop::add(std::int64_t key, std::unique_ptr<Transfer> transfer)
{
    const bool isAdded = transfer->handle() != nullptr
        && curl_multi_add_handle(m_state->multi.get(), transfer->handle()) == CURLM_OK;
    if (isAdded)
        m_state->running.emplace(key, std::move(transfer));
    else
        m_state->failed.push_back({key, transfer->finish(CURLE_OUT_OF_MEMORY)});
}

bool TransferLoop::isIdle() const
{
    return m_state->running.empty() && m_state->failed.empty();
}

void TransferLoop::wait(Duration patience)
{
    int running = 0;
    curl_multi_perform(m_state->multi.get(), &running);
    // Some have ended: their number is what tells before collect() asks.
    if (static_cast<std::size_t>(running) < m_state->running.size() || !m_state->failed.empty())
        return;
    const auto timeout = static_cast<int>(std::clamp<std::int64_t>(patience.count(), 0, 3'600'000));
    curl_multi_poll(m_state->multi.get(), nullptr, 0, timeout, nullptr);
    curl_multi_perform(m_state->multi.get(), &running);
}

std::vector<TransferLoop::Finished> TransferLoop::collect()
{
    std::vector<Finished> finished = std::move(m_state->failed);
    m_state->failed.clear();
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_state->multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const auto transfer = std::ranges::find_if(m_state->running, [message](const auto &entry) {
            return entry.second->handle() == message->easy_handle;
        });
        if (transfer == m_state->running.end())
            continue;
        const CURLcode code = message->data.result; // gone once the handle is removed
        curl_multi_remove_handle(m_state->multi.get(), transfer->second->handle());
        finished.push_back({transfer->first, transfer->second->finish(code)});
        m_state->running.erase(transfer);
    }
    return finished;
}

std::vector<TransferLoop::Finished> TransferLoop::abort()
{
    std::vector<Finished> finished = collect();
    for (auto &[key, transfer] : m_state->running) {
        curl_multi_remove_handle(m_state->multi.get(), transfer->handle());
        finished.push_back({key, transfer->finish(CURLE_ABORTED_BY_CALLBACK)});
    }
    m_state->running.clear();
    return finished;
}

void TransferLoop::wake()
{
    curl_multi_wakeup(m_state->multi.get());
}

} // namespace binnacle::notify
