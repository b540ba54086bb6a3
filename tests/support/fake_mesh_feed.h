#pragma once

#include "core/console/mesh_feed.h"

#include <QPromise>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace binnacle::fake {

// The mesh of the demo's estate, the same in every run: thirteen services whose incident began
// forty minutes before `now` (demo.md: 12 m fraud-check is rolled out, 24 m payments-db is slow, 26
// m its callers fail). A window sees what was true at its end. Answers are ready at once unless
// they are held back. GUI thread only.
class MeshFeed final : public console::MeshFeed
{
    Q_OBJECT

public:
    explicit MeshFeed(Timestamp now = {}); // unknown: the system's clock

    console::Answer<console::MeshPicture> picture(
        const console::MeshQuestion &question, std::stop_token stop) override;
    console::Answer<console::MeshServiceDetail> detail(
        const ClusterId &cluster, const ServiceRef &service, const TimeRange &range) override;
    console::Answer<console::MeshTimeline> timeline(
        const ClusterId &cluster, const TimeRange &range) override;
    QString exportText(
        const console::MeshPicture &picture, console::MeshFormat format) const override;

    Timestamp incident() const { return m_incident; }
    void failWith(std::optional<Error> error) { m_error = std::move(error); }

    enum class Content { Estate, NoTraffic, NeverCollected, Healthy };
    void setContent(Content content) { m_content = content; }
    // Another drawing than the one of the fake: graph, question → layout.
    using Draw = std::function<MeshLayout(const MeshGraph &, const console::MeshQuestion &)>;
    void setDrawing(Draw draw) { m_draw = std::move(draw); }
    void setServices(int count) { m_services = count; } // another, generated mesh; 0: the estate

    // While held, pictures are answered one by one, oldest first, by release().
    void hold(bool isHeld) { m_isHeld = isHeld; }
    void release();
    std::size_t held() const { return m_held.size(); }

    const std::vector<console::MeshQuestion> &questions() const { return m_questions; }
    const std::vector<std::stop_token> &stops() const { return m_stops; }
    int details() const { return m_details; }
    int timelines() const { return m_timelines; }

private:
    using PictureReply = Result<std::shared_ptr<const console::MeshPicture>>;
    struct Held
    {
        std::shared_ptr<QPromise<PictureReply>> promise;
        PictureReply reply;
    };

    console::MeshPicture make(const console::MeshQuestion &question) const;
    double sickness(Timestamp at) const; // 0 well, 1 the incident at its height

    Timestamp m_now;
    Timestamp m_incident;
    std::optional<Error> m_error;
    Content m_content = Content::Estate;
    int m_services = 0;
    Draw m_draw;
    bool m_isHeld = false;
    std::vector<Held> m_held;
    std::vector<console::MeshQuestion> m_questions;
    std::vector<std::stop_token> m_stops;
    int m_details = 0;
    int m_timelines = 0;
};

// A layered mesh of so many services with about 1.8 calls each, some of them failing, laid out in
// columns.
console::MeshPicture makeMeshPicture(int services);

// Requests with that share of errors and that p95 in milliseconds.
Traffic makeTraffic(std::int64_t requests, double errorPercent, double p95);

} // namespace binnacle::fake
