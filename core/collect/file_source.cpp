#include "core/codec/gzip.h"
#include "core/collect/scrape_source.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

namespace binnacle::collect {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMostBytes = 64U << 20;

Result<std::string> readFile(const fs::path &path)
{
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path, failed);
    if (failed)
        return Error{ErrorCode::NotFound, path.string() + ": " + failed.message()};
    if (size > kMostBytes)
        return Error{ErrorCode::TooLarge, path.string() + ": a scrape has at most 64 MiB"};
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file)
        return Error{ErrorCode::Unavailable, path.string() + ": cannot be read"};
    std::string text = std::move(content).str();
    if (!codec::looksLikeGzip(text))
        return text;
    auto inflated = codec::inflateGzip(text, {.bytes = kMostBytes});
    return inflated ? std::move(inflated) : withContext(inflated.error(), path.string());
}

// OpenMetrics must end in this line, the older text never does.
codec::ExpositionFormat formatOf(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    return text.ends_with("# EOF") ? codec::ExpositionFormat::OpenMetrics
                                   : codec::ExpositionFormat::Text;
}

Result<ScrapedText> scrapeOf(const fs::path &path, Timestamp at)
{
    auto text = readFile(path);
    if (!text)
        return text.error();
    const codec::ExpositionFormat format = formatOf(*text);
    return ScrapedText{.text = *std::move(text), .format = format, .at = at};
}

class FileSource final : public ScrapeSource
{
public:
    explicit FileSource(fs::path path)
        : m_path(std::move(path))
    {}

    Result<ScrapedText> fetch(std::stop_token) override
    {
        std::error_code failed;
        const auto written = fs::last_write_time(m_path, failed);
        if (failed)
            return Error{ErrorCode::NotFound, m_path.string() + ": " + failed.message()};
        const auto wall = std::chrono::file_clock::to_sys(written);
        return scrapeOf(m_path, std::chrono::time_point_cast<Duration>(wall));
    }

private:
    const fs::path m_path;
};

struct Recorded
{
    Timestamp at{};
    fs::path path;
};

// "1700000015.prom", "1700000015.prom.gz"
std::optional<Timestamp> timeOf(const fs::path &path)
{
    constexpr std::int64_t kLatest = 253'402'300'799; // the last second of the year 9999
    const std::string name = path.filename().string();
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos)
        return std::nullopt;
    const std::string_view extension = std::string_view(name).substr(dot);
    if (extension != ".prom" && extension != ".prom.gz")
        return std::nullopt;
    std::int64_t seconds = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + dot, seconds);
    if (parsed.ec != std::errc{} || parsed.ptr != name.data() + dot || seconds < 0
        || seconds > kLatest)
        return std::nullopt;
    return fromEpochMs(seconds * 1'000);
}

class Replay final : public ScrapeSource
{
public:
    explicit Replay(std::vector<Recorded> scrapes)
        : m_scrapes(std::move(scrapes))
    {}

    Result<ScrapedText> fetch(std::stop_token) override
    {
        if (m_next == m_scrapes.size())
            return Error{ErrorCode::NotFound, "the replay is at its end"};
        const Recorded &recorded = m_scrapes[m_next++];
        auto scrape = scrapeOf(recorded.path, recorded.at);
        // One that vanished meanwhile is not the end.
        if (!scrape && scrape.error().code == ErrorCode::NotFound)
            return Error{ErrorCode::Unavailable, scrape.error().message};
        return scrape;
    }

private:
    const std::vector<Recorded> m_scrapes;
    std::size_t m_next = 0;
};

} // namespace

Result<std::unique_ptr<ScrapeSource>> openFileSource(const std::string &file)
{
    std::error_code failed;
    if (!fs::is_regular_file(file, failed))
        return Error{ErrorCode::NotFound,
            file + ": " + (failed ? failed.message() : "there is no such file")};
    return std::unique_ptr<ScrapeSource>(std::make_unique<FileSource>(file));
}

Result<std::unique_ptr<ScrapeSource>> openReplay(const std::string &directory)
{
    std::error_code failed;
    std::vector<Recorded> scrapes;
    for (fs::directory_iterator entry(directory, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        if (const auto at = timeOf(entry->path()))
            scrapes.push_back({*at, entry->path()});
    }
    if (failed)
        return Error{ErrorCode::NotFound, directory + ": " + failed.message()};
    if (scrapes.empty())
        return Error{ErrorCode::NotFound,
            directory + ": holds no scrapes; they are named <seconds since 1970>.prom"};
    std::ranges::sort(scrapes, {}, &Recorded::at);
    return std::unique_ptr<ScrapeSource>(std::make_unique<Replay>(std::move(scrapes)));
}

Result<std::unique_ptr<ScrapeSource>> openSource(const Clock &clock, const std::string &location,
    const std::string &bearerToken, const std::string &caFile)
{
    if (location.find("://") != std::string::npos)
        return openUrlSource(
            clock, {.url = location, .bearerToken = bearerToken, .caFile = caFile});
    std::error_code failed;
    return fs::is_directory(location, failed) ? openReplay(location) : openFileSource(location);
}

} // namespace binnacle::collect
