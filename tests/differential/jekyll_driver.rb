# Builds one site after the other in one process, as lines of JSON on standard input say.
require "json"
require "jekyll"
ARGV.each { |name| require name }
$stdout.sync = true
Jekyll.logger.log_level = :error
$stdin.each_line do |line|
  job = JSON.parse(line)
  ENV["TZ"] = "UTC"
  begin
    config = Jekyll.configuration(
      "source" => job["source"], "destination" => job["destination"], "quiet" => true,
      "disable_disk_cache" => true, "time" => "2024-06-01 00:00:00 +0000"
    )
    Jekyll::Cache.base_cache.clear
    Jekyll::Utils.instance_variable_set(:@parse_date_cache, {}) # in the time zone of the site before
    Jekyll::Site.new(config).process
    $stdout.puts JSON.generate("error" => "")
  rescue StandardError, SystemExit, SystemStackError => e
    $stdout.puts JSON.generate("error" => "#{e.class}: #{e.message}"[0, 500])
  end
end
