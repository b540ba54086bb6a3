#pragma once

#include "core/domain/alert.h"
#include "core/gateway/audience.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace binnacle::gateway {

// Makes messages for subscribers of "alerts": {"event":"told"|"changed","alert":{…}}. "told" is
// what pages people; "changed" is what nobody is told of, as an alert that somebody acknowledged or
// that is silenced. The newest message of an alert is how it stands. One thread at a time.
class AlertFeed
{
public:
    using Publish = std::function<void(std::string json, Audience audience)>;

    explicit AlertFeed(Publish publish);

    void told(const Alert &alert);
    // All that is open. What is there at first is no news.
    void look(const std::vector<Alert> &open, Timestamp now);

private:
    void publish(std::string_view event, const Alert &alert) const;

    Publish m_publish;
    std::map<std::int64_t, Alert> m_firing; // by id, as last seen
    bool m_hasLooked = false;
};

} // namespace binnacle::gateway
