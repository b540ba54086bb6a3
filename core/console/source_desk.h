#pragma once

#include "core/console/console_types.h"
#include "core/domain/metrics_source.h"

#include <QFuture>
#include <QObject>
#include <QString>
#include <QStringList>

namespace binnacle::console {

// What a test of an endpoint found.
struct SourceReport
{
    struct Family
    {
        QString name;
        QString meaning; // English; technical
        std::size_t series = 0;
        bool isUsed = false;
    };
    std::vector<Family> families; // used first
    std::size_t samples = 0;
    std::size_t badLines = 0;
    QString firstBadLine;
    Duration took{};
    std::size_t bytes = 0;
    std::size_t services = 0;
    std::size_t edges = 0;
    std::size_t ingressServices = 0;
    std::size_t nodes = 0;
    // What counts otherwise than one would expect, in sentences. English; technical.
    QStringList notices;
};

// Settings → Sources. Lives on the GUI thread; never blocks.
class SourceDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual std::vector<MetricsSourceState> sources() const = 0;
    // With an empty id a new one. Errors: InvalidArgument, ReadOnly.
    virtual QFuture<Status> save(const MetricsSource &source) = 0;
    virtual QFuture<Status> remove(const std::string &id) = 0;
    // Scrapes once and keeps nothing.
    virtual Answer<SourceReport> test(const MetricsSource &source) = 0;

signals:
    void changed(); // at most once a second
};

} // namespace binnacle::console
